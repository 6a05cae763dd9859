"""Settings. Everything that differs between installations comes from the environment."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kollega.site.environment import data_folder, database, secret_key, text, yes

PROJECT = Path(__file__).resolve().parents[3]
DATA = data_folder(PROJECT)
ADDRESS = text("KOLLEGA_ADDRESS", "http://localhost:8000")
HOST = ADDRESS.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
SECURE = ADDRESS.startswith("https://")

DEBUG = False
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = [HOST, *text("KOLLEGA_HOSTS", "localhost 127.0.0.1").split()]
CSRF_TRUSTED_ORIGINS = [ADDRESS.rstrip("/")]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",  # array fields
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    "kollega.core",
    "kollega.organisation",
    "kollega.search",
    "kollega.border",
    "kollega.competence",
    "kollega.statutes",
    "kollega.knowledge",
    "kollega.consultation",
    "kollega.rounds",
    "kollega.outcome",
    "kollega.incident",
    "kollega.public_documents",
    "kollega.coordination",
    "kollega.followup",
    "kollega.introduction",
    "kollega.casework",
    "kollega.participation",
    "kollega.api",
    "kollega.notices",
    "kollega.desk",
    "kollega.signin",
    "kollega.demo",
    "kollega.ui",
    "kollega.site",
    # After our rooms, whose templates come first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
]
# A model on this machine that has a say in the order of hits; without it the room does not exist.
EMBEDDING_MODEL = text("KOLLEGA_EMBEDDING_MODEL")
if EMBEDDING_MODEL:
    INSTALLED_APPS.append("kollega.embedding")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kollega.site.compression.CompressText",
    "kollega.core.observation.RequestId",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kollega.api.middleware.TokenSignIn",
    "kollega.signin.middleware.SessionLimits",
    "kollega.site.language.AccountLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kollega.signin.middleware.OwnKeys",
    "kollega.signin.middleware.SecondStep",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kollega.core.limits.BodySize",
    "kollega.core.limits.RequestsPerAccount",
    "kollega.core.request.RequestOrder",
    "kollega.site.rooms.RoomsSwitchedOff",
]

ROOT_URLCONF = "kollega.site.urls"
WSGI_APPLICATION = "kollega.site.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "kollega.site.context.page",
            ],
            "builtins": [
                "kollega.ui.templatetags.ui",
                "kollega.core.templatetags.dates",
                "django.templatetags.i18n",
            ],
        },
    }
]

# --- Database -------------------------------------------------------------------------------------
# Two roles: the web role owns nothing and cannot pass a policy; the owner only migrates and checks.
DATABASES = {"default": database("DATABASE_URL")}
if text("DATABASE_OWNER_URL"):
    DATABASES["owner"] = database("DATABASE_OWNER_URL", options="-c row_security=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Who --------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "core.Account"
AUTHENTICATION_BACKENDS = ["kollega.organisation.identity.AccountBackend"]
ACTOR_OF = "kollega.organisation.identity.actor_of"
# Which municipalities and collaborations a job visits.
PLACES = "kollega.organisation.places.places"
# Addresses that work before there is an actor, and may write on GET.
SIGN_IN_NAMESPACES = {"signin"}
SIGN_IN_VIEWS = {"javascript-catalog"}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "kollega.signin.hashers.Argon2",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 2 * 3600
ACCOUNT_ADAPTER = "kollega.signin.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "kollega.signin.adapters.shown_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a name
# A whole municipality may share one address on the net, so only what fails is counted tightly.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "20/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/h/key",
}
ACCOUNT_FORMS = {
    "login": "kollega.signin.forms.SignInForm",
    "reset_password": "kollega.signin.forms.ForgottenPasswordForm",
    "reset_password_from_key": "kollega.signin.forms.NewPasswordForm",
    "set_password": "kollega.signin.forms.FirstPasswordForm",
    "change_password": "kollega.signin.forms.ChangePasswordForm",
    "reauthenticate": "kollega.signin.forms.ReauthenticateForm",
}
MFA_ADAPTER = "kollega.signin.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "kollega.signin.forms.CodeForm",
    "reauthenticate": "kollega.signin.forms.CodeAgainForm",
    "activate_totp": "kollega.signin.forms.AddAppForm",
    "add_webauthn": "kollega.signin.forms.AddKeyForm",
    "edit_webauthn": "kollega.signin.forms.RenameKeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Digital kollega"
MFA_TOTP_TOLERANCE = 1
# The municipalities' own identity providers; see docs/decisions/signin.md.
IDENTITY_FILE = text("KOLLEGA_IDENTITY")
SOCIALACCOUNT_ADAPTER = "kollega.signin.adapters.SocialAdapter"
SOCIALACCOUNT_ONLY = False
USERSESSIONS_TRACK_ACTIVITY = False
# How many of our own proxies stand in front; without them X-Forwarded-For is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = int(text("KOLLEGA_PROXIES", "0"))
CACHES = {"default": {"BACKEND": "kollega.signin.cache.TableCache"}}
# A sign-in ends after this long without a click, and after this long in all.
SESSION_IDLE_MINUTES = int(text("KOLLEGA_IDLE_MINUTES", "60"))
SESSION_ABSOLUTE_HOURS = int(text("KOLLEGA_ABSOLUTE_HOURS", "12"))
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_HOURS * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "kollega"
CSRF_COOKIE_SECURE = SECURE
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "kollega.ui.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# --- Words and time -----------------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Svenska")), ("en", _("Engelska"))]
LANGUAGE_COOKIE_NAME = "kollega_language"
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

# --- Files ----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000

# --- Mail -----------------------------------------------------------------------------------------------
# Without a mail server letters are written to a folder, and `kollega check` says so.
MAIL_FOLDER = DATA / "mail"
if text("KOLLEGA_SMTP"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, _colon, _port = text("KOLLEGA_SMTP").partition(":")
    EMAIL_PORT = int(_port or 587)
    EMAIL_HOST_USER = text("KOLLEGA_SMTP_USER")
    EMAIL_HOST_PASSWORD = text("KOLLEGA_SMTP_PASSWORD")
    EMAIL_USE_TLS = yes("KOLLEGA_SMTP_TLS", default=True)
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(MAIL_FOLDER)
DEFAULT_FROM_EMAIL = text("KOLLEGA_MAIL_FROM", f"Digital kollega <kollega@{HOST}>")

# --- Jobs -----------------------------------------------------------------------------------------------
# Jobs and listeners stand in each room's jobs.py; the core looks for them itself.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
# A worker that has not been heard of for so long is dead, and its jobs are taken up again.
WORKER_SILENT_SECONDS = 20.0
PROCRASTINATE_WORKER_DEFAULTS = {
    "update_heartbeat_interval": 5.0,
    "stalled_worker_timeout": WORKER_SILENT_SECONDS,
    "delete_jobs": "successful",
}
# A nightly job that was missed (the machine was off) runs when the worker is back.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 3600}

# --- Limits -----------------------------------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
REQUESTS_PER_MINUTE = 240
# A request's body; an address that takes files (`core.limits.takes_files`) lets five of them through.
BODY_MOST = 2 * 1024 * 1024
FILES_BODY_MOST = 27 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 100
# What is sent is never laid on the disk on its way to the database.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = FILES_BODY_MOST

# --- Laws ---------------------------------------------------------------------------------------------------
# Where `kollega import statute 2025:400` fetches from: the parliament's open data.
STATUTE_ADDRESS = text(
    "KOLLEGA_STATUTE_ADDRESS", "https://data.riksdagen.se/dokument/sfs-{year}-{number}.json"
)

# Whether a new collaboration's knowledge bank begins with what is shipped (knowledge/examples).
EXAMPLE_CARDS = yes("KOLLEGA_EXAMPLE_CARDS", default=True)

# --- The browser's guards ------------------------------------------------------------------------------------
_OWN = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": _OWN,
        "script-src": _OWN,
        "style-src": _OWN,
        "img-src": [*_OWN, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": _OWN,
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0

# --- What the machine tells -------------------------------------------------------------------------------------
LOGGING_CONFIG = "kollega.core.observation.configure"
LOGGING = {"level": text("KOLLEGA_LOG_LEVEL", "INFO")}
