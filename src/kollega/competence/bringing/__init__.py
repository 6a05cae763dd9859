"""Lists in and out: staff, levels, formal grounds, absences and vacancies from a file, and to one."""
