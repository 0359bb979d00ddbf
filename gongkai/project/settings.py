"""All settings. Each one that a place may change is a variable named GONGKAI_…: docs/reference/settings.md."""

from __future__ import annotations

from pathlib import Path

import dj_database_url

from gongkai.project import _env

PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(_env.text("GONGKAI_VAR", str(PACKAGE.parent / "var"))).resolve()
VAR.mkdir(parents=True, exist_ok=True)

# --- who may talk to us
DEBUG = _env.flag("GONGKAI_DEBUG", False)
SECRET_KEY = _env.kept_secret("GONGKAI_SECRET_KEY", VAR / "secret.key")
SEALING_KEY = _env.kept_secret("GONGKAI_SEALING_KEY", VAR / "sealing.key")
SITE_URL = _env.text("GONGKAI_SITE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = _env.words("GONGKAI_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
IS_HTTPS = SITE_URL.startswith("https://")

# --- parts
INSTALLED_APPS = [
    "gongkai.fronts.desk",
    "gongkai.fronts.portal",
    "gongkai.fronts.theme",
    "gongkai.apps.ledgers",
    "gongkai.apps.publishing",
    "gongkai.apps.documents",
    "gongkai.apps.sections",
    "gongkai.apps.orgs",
    "gongkai.apps.audit",
    "gongkai.apps.files",
    "gongkai.apps.jobs",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "gongkai.fronts.portal.headers.PublicHeaders",
    "gongkai.fronts.portal.delivery.Delivery",
    "gongkai.project.addresses.WithoutNul",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongkai.fronts.portal.editions.Editions",
    "gongkai.fronts.portal.limits.Limits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongkai.project.numbers.NumbersInAddresses",
    "gongkai.fronts.desk.gate.DeskGate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "gongkai.project.urls"
WSGI_APPLICATION = "gongkai.project.wsgi.application"
AUTH_USER_MODEL = "orgs.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- where the data is: SQLite in var/ until GONGKAI_DATABASE_URL names a PostgreSQL
DATABASES = {
    "default": dj_database_url.parse(
        _env.text("GONGKAI_DATABASE_URL", f"sqlite:///{VAR / 'gongkai.sqlite3'}"), conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"] = {
        # writers queue instead of failing half way; readers never wait for a writer
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "gongkai"}}
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/media/"
# uploads that only staff may read; never under a public address
PRIVATE_ROOT = VAR / "files"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False

# --- words, time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [PACKAGE / "project" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- signing in
AUTHENTICATION_BACKENDS = ["gongkai.fronts.desk.access.DeskBackend"]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
X_FRAME_OPTIONS = "SAMEORIGIN"  # the desk previews pages in a frame of its own

# --- documents: how index numbers (索引号) read, and the code that stands in for a publisher without one of its own
INDEX_NUMBER_PATTERN = _env.text("GONGKAI_INDEX_NUMBER_PATTERN", "{code}/{year}-{serial:05d}")
INDEX_CODE = _env.text("GONGKAI_INDEX_CODE", "000000000")

# --- uploads: a notice is text; what is larger is not a notice
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# files that are published: cleaned, and asked of a virus scanner where one is named
LARGEST_FILE_MB = _env.number("GONGKAI_LARGEST_FILE_MB", 20)
LARGEST_VIDEO_MB = _env.number("GONGKAI_LARGEST_VIDEO_MB", 200)
CLAMAV = _env.text("GONGKAI_CLAMAV")
# documents written as Word or PDF on demand; may be emptied at any time
CACHE_ROOT = VAR / "cache"

# --- the public site: how often one visitor may ask for what has to be made, and who stands in front of us
RATE_LIMITS = {
    "search": _env.rate("GONGKAI_LIMIT_SEARCH", "60/minute"),
    "form": _env.rate("GONGKAI_LIMIT_FORM", "10/10 minutes"),
    "download": _env.rate("GONGKAI_LIMIT_DOWNLOAD", "60/minute"),
    "compare": _env.rate("GONGKAI_LIMIT_COMPARE", "30/minute"),
}
# counted by all server processes of the machine in one file; it may be removed at any time
RATE_COUNTS = str(VAR / "limits.sqlite3")
PROXIES = _env.networks("GONGKAI_PROXIES")
# words whose characters the traditional version must not change, besides data/script/protected_words.toml
PROTECTED_WORDS = _env.words("GONGKAI_PROTECTED_WORDS")

# --- jobs and mail
TASKS = {"default": {"BACKEND": "gongkai.apps.jobs.backend.LeaseBackend"}}
JOBS_LEASE_SECONDS = _env.number("GONGKAI_JOBS_LEASE_SECONDS", 60)
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = _env.text("GONGKAI_MAIL_HOST")
EMAIL_PORT = _env.number("GONGKAI_MAIL_PORT", 25)
EMAIL_HOST_USER = _env.text("GONGKAI_MAIL_USER")
EMAIL_HOST_PASSWORD = _env.text("GONGKAI_MAIL_PASSWORD")
EMAIL_USE_TLS = _env.flag("GONGKAI_MAIL_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = _env.text("GONGKAI_MAIL_FROM", "gongkai@localhost")
if not EMAIL_HOST:  # no mail server named: letters are kept as files, where an administrator can see them
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"

# --- Wagtail
WAGTAIL_SITE_NAME = _env.text("GONGKAI_PLACE_NAME", "青溪县人民政府")
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": _env.text("GONGKAI_LOG_LEVEL", "WARNING")},
}
