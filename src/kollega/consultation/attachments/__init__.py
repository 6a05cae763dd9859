"""Files in questions and answers: from a draft into the shared zone, and out again through the gate."""
