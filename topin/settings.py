"""Every setting of TOPiN, read from the environment by typed readers.

`.env.example` lists each variable with its default and meaning; a test compares the two.
With nothing set, the embedded defaults of `make run` serve (they come from var/secrets.env).
`topin/checks.py` refuses to start a server whose settings are unsafe.
"""

from datetime import timedelta
from pathlib import Path

import environ

from topin import mailbox
from topin.theme import UNFOLD  # noqa: F401  (a setting, told in a file of its own)

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
if not env.str("DATABASE_URL", default="") and (VAR_DIR / "secrets.env").exists():
    env.read_env(VAR_DIR / "secrets.env")  # a shell beside `make run`: same databases, same keys

# -- What runs where ------------------------------------------------------------------------------
EMBEDDED = env.bool("EMBEDDED", default=False)
DEBUG = env.bool("DEBUG", default=False)
TESTING = env.bool("TESTING", default=False)
PORT = env.int("PORT", default=8080)
REALTIME_PORT = env.int("REALTIME_PORT", default=8081)
METRICS_PORT = env.int("METRICS_PORT", default=8085)
METRICS_BIND = env.str("METRICS_BIND", default="127.0.0.1")
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    default=[SITE_URL.split("://", 1)[1].rsplit(":", 1)[0], "localhost", "127.0.0.1"],
)
SECURE_SITE = SITE_URL.startswith("https://")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1)  # proxies that add to X-Forwarded-For
DEMO = env.bool("DEMO", default=True)

# -- Secrets --------------------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # older ones, while they still open things
JWT_PRIVATE_KEY = env.str("JWT_PRIVATE_KEY", default="").replace("\\n", "\n")
MESSAGE_KEYS = env.str("MESSAGE_KEYS", default="")
VAPID_PRIVATE_KEY = env.str("VAPID_PRIVATE_KEY", default="").replace("\\n", "\n")
ADMIN_EMAIL = env.str("ADMIN_EMAIL", default="admin@topin.test")
ADMIN_PASSWORD = env.str("ADMIN_PASSWORD", default="")

# -- Applications ---------------------------------------------------------------------------------
DOMAINS = ["accounts", "social", "posts", "messaging", "notifications"]
DOMAINS += ["analytics", "monetization", "moderation"]
INSTALLED_APPS = [
    "unfold",
    "topin.console_app.ConsoleConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "channels",
    "django_htmx",
    "template_partials",
    "topin",
    *DOMAINS,
    "web",
]
MIDDLEWARE = [
    "topin.middleware.RequestContextMiddleware",
    "topin.middleware.SecurityHeadersMiddleware",
    "topin.cors.CorsMiddleware",
    "topin.middleware.PageMiddleware",
]
#: What pages and the console pass besides. REST doors do the same by themselves, where they have to.
PAGE_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "topin.middleware.ViewerMiddleware",
    "topin.middleware.RefusalMiddleware",
    "topin.staff.StaffMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "web.middleware.LanguageMiddleware",
]
# The console's checks look for its middleware in MIDDLEWARE itself.
SILENCED_SYSTEM_CHECKS = ["admin.E408", "admin.E409", "admin.E410"]
ROOT_URLCONF = "topin.urls"
WSGI_APPLICATION = "topin.wsgi.application"
ASGI_APPLICATION = "topin.asgi.application"
APPEND_SLASH = False
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.StaffBackend"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "topin" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.context_processors.page",
            ],
        },
    }
]

# -- PostgreSQL -----------------------------------------------------------------------------------
STATEMENT_TIMEOUT_MS = env.int("STATEMENT_TIMEOUT_MS", default=5_000)
CODE_STATEMENT_TIMEOUT_MS = env.int("CODE_STATEMENT_TIMEOUT_MS", default=600_000)  # jobs, migrations
DATABASE_URL = env.str("DATABASE_URL", default="postgres://topin_app@127.0.0.1:8083/topin")
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", default="")
REPLICA_URL = env.str("REPLICA_URL", default="")
DATABASE_CONNECT_SECONDS = env.int("DATABASE_CONNECT_SECONDS", default=5)


def _database(url: str) -> dict:
    return {
        **environ.Env.db_url_config(url),
        "ENGINE": "django.db.backends.postgresql",
        # One connection a thread, kept: api threads live as long as their process.
        "CONN_MAX_AGE": None,
        "OPTIONS": {"application_name": "topin", "connect_timeout": DATABASE_CONNECT_SECONDS},
        "DISABLE_SERVER_SIDE_CURSORS": True,  # PgBouncer in transaction mode keeps none
        "ATOMIC_REQUESTS": False,  # would roll back what must survive a refusal
    }


DATABASES = {"default": _database(DATABASE_URL)}
MIGRATION_LOCK_TIMEOUT_MS = env.int("MIGRATION_LOCK_TIMEOUT_MS", default=10_000)
if DATABASE_OWNER_URL:
    DATABASES["owner"] = _database(DATABASE_OWNER_URL)
    # A migration that waits for a lock makes everybody behind it wait: better it fails and is run again.
    # And new tables belong into public: by the role's path they would go where the SQL code is torn down.
    DATABASES["owner"]["OPTIONS"]["options"] = f"-c lock_timeout={MIGRATION_LOCK_TIMEOUT_MS} -c search_path=public,api"
DATABASE_ROUTERS = []

# -- Valkey ---------------------------------------------------------------------------------------
BROKER_URL = env.str("BROKER_URL", default="redis://127.0.0.1:8084/0")
CACHE_URL = env.str("CACHE_URL", default="redis://127.0.0.1:8084/1")
CHANNEL_URL = env.str("CHANNEL_URL", default="redis://127.0.0.1:8084/2")
VALKEY_TIMEOUT = env.float("VALKEY_TIMEOUT", default=1.0)  # seconds
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "OPTIONS": {"socket_timeout": VALKEY_TIMEOUT, "socket_connect_timeout": VALKEY_TIMEOUT},
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [CHANNEL_URL], "prefix": "topin"},
    }
}

# -- Celery, events, clock ------------------------------------------------------------------------
CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SOFT_TIME_LIMIT = env.int("TASK_SOFT_TIME_LIMIT", default=120)  # seconds
CELERY_TASK_TIME_LIMIT = env.int("TASK_TIME_LIMIT", default=150)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 30,
    "socket_connect_timeout": 5,
}
CELERY_TIMEZONE = "UTC"
DELIVERY_LEASE = env.float("DELIVERY_LEASE", default=60)  # seconds until a lost task is sent again
DELIVERY_TRIES = env.int("DELIVERY_TRIES", default=8)
DELIVERY_FIRST_PAUSE = env.float("DELIVERY_FIRST_PAUSE", default=2)  # seconds, doubled each time
RELAY_BATCH = env.int("RELAY_BATCH", default=200)
SLOT_LEASE = env.float("SLOT_LEASE", default=300)  # seconds until an unfinished job slot is sent again
STREAM_DAYS = env.int("STREAM_DAYS", default=7)
EVENT_DAYS = env.int("EVENT_DAYS", default=30)

# -- Files and mail -------------------------------------------------------------------------------
STORAGE = env.str("STORAGE", default="file")
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(VAR_DIR / "static"))
MEDIA_URL = "/media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))
MEDIA_BASE_URL = env.str("MEDIA_BASE_URL", default=f"{SITE_URL}{MEDIA_URL}")  # of public files; a CDN has its own
MEDIA_ORIGIN = "/".join(MEDIA_BASE_URL.split("/")[:3])  # where pages may show pictures from
# Names are ours and unguessable: writing one again is a repeat of the same, not a second file.
_FILE_STORE = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"allow_overwrite": True}}
_S3_STORE = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "access_key": env.str("AWS_ACCESS_KEY_ID", default=""),
        "secret_key": env.str("AWS_SECRET_ACCESS_KEY", default=""),
        "bucket_name": env.str("AWS_STORAGE_BUCKET_NAME", default="topin"),
        "endpoint_url": env.str("AWS_S3_ENDPOINT_URL", default="") or None,
        "region_name": env.str("AWS_S3_REGION_NAME", default="us-east-1"),
        "signature_version": "s3v4",
        "file_overwrite": True,
    },
}
# Of these the front serves the folder media alone, to those who have a signed address.
PRIVATE_ROOT = env.str("PRIVATE_ROOT", default=str(VAR_DIR / "private"))
_PRIVATE_OPTIONS = {"location": PRIVATE_ROOT, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
_PRIVATE_FILES = {**_FILE_STORE, "OPTIONS": {**_FILE_STORE["OPTIONS"], **_PRIVATE_OPTIONS}}
_PRIVATE_S3 = {**_S3_STORE, "OPTIONS": {**_S3_STORE["OPTIONS"], "location": "private", "default_acl": "private"}}
_FOR_EVER = {"CacheControl": "public, max-age=31536000, immutable"}
_PUBLIC_S3 = {**_S3_STORE, "OPTIONS": {**_S3_STORE["OPTIONS"], "location": "public", "object_parameters": _FOR_EVER}}
STORAGES = {
    "default": _PUBLIC_S3 if STORAGE == "s3" else _FILE_STORE,
    "private": _PRIVATE_S3 if STORAGE == "s3" else _PRIVATE_FILES,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    },
}
# By which members reach the bucket, where that is another address than ours: signatures hold for one host.
AWS_S3_PUBLIC_ENDPOINT_URL = env.str("AWS_S3_PUBLIC_ENDPOINT_URL", default="")
MEDIA_PENDING = env.int("MEDIA_PENDING", default=20)  # uploads of one member that have not arrived
MEDIA_UNATTACHED_BYTES = env.int("MEDIA_UNATTACHED_BYTES", default=8 * 1024**3)  # of one member's uploads in nothing
MEDIA_PART_THRESHOLD = env.int("MEDIA_PART_THRESHOLD", default=16 * 1024 * 1024)  # bytes; more come in parts
MEDIA_PART_BYTES = env.int("MEDIA_PART_BYTES", default=8 * 1024 * 1024)  # S3 takes 5 MiB and more
MEDIA_UPLOAD_SECONDS = env.int("MEDIA_UPLOAD_SECONDS", default=6 * 3_600)  # an address to upload to is good
MEDIA_UNUSED_HOURS = env.int("MEDIA_UNUSED_HOURS", default=24)  # until an upload in nothing is removed
MEDIA_KEY_DAYS = env.int("MEDIA_KEY_DAYS", default=30)  # until a new key signs addresses of media
ALT_TEXT_LENGTH = env.int("ALT_TEXT_LENGTH", default=1_500)  # grapheme clusters
EMAIL_URL = env.str("EMAIL_URL", default=f"filemail://{VAR_DIR / 'mail'}")
globals().update(mailbox.settings_of(EMAIL_URL))  # EMAIL_BACKEND, EMAIL_HOST…
EMAIL_TIMEOUT = env.float("EMAIL_TIMEOUT", default=10)  # seconds for each answer of a mail server
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="TOPiN <no-reply@topin.test>")

# -- What is made of pictures, videos and sounds -----------------------------------------------------
MEDIA_IMAGE_BYTES = env.int("MEDIA_IMAGE_BYTES", default=20 * 1024 * 1024)
MEDIA_VIDEO_BYTES = env.int("MEDIA_VIDEO_BYTES", default=512 * 1024 * 1024)
MEDIA_AUDIO_BYTES = env.int("MEDIA_AUDIO_BYTES", default=50 * 1024 * 1024)
MEDIA_IMAGE_PIXELS = env.int("MEDIA_IMAGE_PIXELS", default=50_000_000)
MEDIA_IMAGE_SIDE = env.int("MEDIA_IMAGE_SIDE", default=16_383)  # pixels; WebP has no more
MEDIA_VIDEO_PIXELS = env.int("MEDIA_VIDEO_PIXELS", default=4_096 * 2_304)  # of one frame
MEDIA_VIDEO_SECONDS = env.int("MEDIA_VIDEO_SECONDS", default=600)  # that a video runs
MEDIA_AUDIO_SECONDS = env.int("MEDIA_AUDIO_SECONDS", default=3_600)
MEDIA_GIF_FRAMES = env.int("MEDIA_GIF_FRAMES", default=3_000)
MEDIA_GIF_SECONDS = env.int("MEDIA_GIF_SECONDS", default=120)
MEDIA_CAPTIONS_BYTES = env.int("MEDIA_CAPTIONS_BYTES", default=1024 * 1024)
MEDIA_MEMORY = env.int("MEDIA_MEMORY", default=1536 * 1024 * 1024)  # bytes of address space of one decoder
MEDIA_IMAGE_CPU = env.int("MEDIA_IMAGE_CPU", default=60)  # seconds of a processor that a picture may take
MEDIA_CPU = env.int("MEDIA_CPU", default=5_400)  # the same for a video or a sound
MEDIA_PATIENCE = env.int("MEDIA_PATIENCE", default=3_600)  # seconds of the clock for a step of one file
MEDIA_LEASE = env.float("MEDIA_LEASE", default=60)  # seconds until another worker follows one that is gone
MEDIA_TRIES = env.int("MEDIA_TRIES", default=3)
MEDIA_WORK_DIR = env.str("MEDIA_WORK_DIR", default="") or None  # of unfinished work; None: the system's
FFMPEG = env.str("FFMPEG", default="")  # a program; empty: the one on the path, else the one we brought

# -- Accounts (GOTRUE_* are seconds unless said otherwise) -------------------------------------------
MAILER_AUTOCONFIRM = env.bool("MAILER_AUTOCONFIRM", default=EMBEDDED)
GOTRUE_JWT_EXP = env.int("GOTRUE_JWT_EXP", default=3_600)
GOTRUE_REUSE_INTERVAL = env.int("GOTRUE_REUSE_INTERVAL", default=10)
GOTRUE_MAIL_INTERVAL = env.int("GOTRUE_MAIL_INTERVAL", default=60)  # between mails of a kind
GOTRUE_PASSWORD_MIN = env.int("GOTRUE_PASSWORD_MIN", default=8)  # characters, 6 at least
GOTRUE_OTP_EXP = env.int("GOTRUE_OTP_EXP", default=600)
GOTRUE_OTP_TRIES = env.int("GOTRUE_OTP_TRIES", default=10)  # wrong ones, then a code is void
GOTRUE_FLOW_EXP = env.int("GOTRUE_FLOW_EXP", default=300)  # PKCE and sign-in through a provider
GOTRUE_SECURE_EMAIL_CHANGE = env.bool("GOTRUE_SECURE_EMAIL_CHANGE", default=True)  # both addresses say yes
GOTRUE_URI_ALLOW_LIST = env.list("GOTRUE_URI_ALLOW_LIST", default=[])  # where links may lead besides SITE_URL
GOTRUE_METADATA_BYTES = env.int("GOTRUE_METADATA_BYTES", default=16_384)  # of JSON: it goes into every token
GOTRUE_MFA_FACTORS = env.int("GOTRUE_MFA_FACTORS", default=10)  # a member
GOTRUE_MFA_EXP = env.int("GOTRUE_MFA_EXP", default=300)  # challenges, and factors never verified
GOTRUE_DISABLE_SIGNUP = env.bool("GOTRUE_DISABLE_SIGNUP", default=False)
OAUTH_GOOGLE_CLIENT_ID = env.list("OAUTH_GOOGLE_CLIENT_ID", default=[])  # the first is this server's own
OAUTH_GOOGLE_SECRET = env.str("OAUTH_GOOGLE_SECRET", default="")
OAUTH_GITHUB_CLIENT_ID = env.list("OAUTH_GITHUB_CLIENT_ID", default=[])
OAUTH_GITHUB_SECRET = env.str("OAUTH_GITHUB_SECRET", default="")
OAUTH_GITHUB_URL = env.str("OAUTH_GITHUB_URL", default="https://github.com").rstrip("/")
OAUTH_GITHUB_API_URL = env.str("OAUTH_GITHUB_API_URL", default="https://api.github.com").rstrip("/")
OAUTH_APPLE_CLIENT_ID = env.list("OAUTH_APPLE_CLIENT_ID", default=[])
OAUTH_APPLE_TEAM_ID = env.str("OAUTH_APPLE_TEAM_ID", default="")
OAUTH_APPLE_KEY_ID = env.str("OAUTH_APPLE_KEY_ID", default="")
OAUTH_APPLE_PRIVATE_KEY = env.str("OAUTH_APPLE_PRIVATE_KEY", default="").replace("\\n", "\n")
OAUTH_OPENID = env.list("OAUTH_OPENID", default=[])  # name|issuer|client id|secret
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PASSWORD_HASHES_AT_ONCE = env.int("PASSWORD_HASHES_AT_ONCE", default=2)  # per process
WEB_SESSION_AGE = timedelta(days=env.int("WEB_SESSION_DAYS", default=30))
ADMIN_SECOND_FACTOR = env.bool("ADMIN_SECOND_FACTOR", default=not EMBEDDED)
LOGIN_URL = "/signin"
SECOND_FACTOR_URL = "/signin/factor"
SIMPLE_JWT = {
    "ALGORITHM": "ES256",
    "USER_ID_CLAIM": "sub",
    "ACCESS_TOKEN_LIFETIME": timedelta(seconds=GOTRUE_JWT_EXP),
    "UPDATE_LAST_LOGIN": False,
}

# -- Profiles, leaving -----------------------------------------------------------------------------
HANDLE_CHANGE_DAYS = env.int("HANDLE_CHANGE_DAYS", default=14)  # between own choices
HANDLE_KEEP_DAYS = env.int("HANDLE_KEEP_DAYS", default=30)  # a given-up one redirects, and is nobody else's
PICTURE_BYTES = env.int("PICTURE_BYTES", default=8 * 1024 * 1024)
PICTURE_PIXELS = env.int("PICTURE_PIXELS", default=20_000_000)
PICTURE_WAIT = env.float("PICTURE_WAIT", default=5)  # seconds an answer waits for the media worker
DOCUMENT_BYTES = env.int("DOCUMENT_BYTES", default=10 * 1024 * 1024)
DOCUMENT_DAYS = env.int("DOCUMENT_DAYS", default=30)  # kept after the decision
ONLINE_SECONDS = env.int("ONLINE_SECONDS", default=60)
COURIER_THREADS = env.int("COURIER_THREADS", default=8)  # pushes and mails that one courier sends at once
COURIER_BATCH = env.int("COURIER_BATCH", default=50)  # that it claims at once
COURIER_LEASE = env.float("COURIER_LEASE", default=120)  # seconds until another one takes over what it claimed
PUSH_TRIES = env.int("PUSH_TRIES", default=8)
PUSH_FIRST_PAUSE = env.float("PUSH_FIRST_PAUSE", default=10)  # seconds after a failed try, doubled each time
PUSH_LONGEST_PAUSE = env.float("PUSH_LONGEST_PAUSE", default=3_600)
PUSH_GROUP_SECONDS = env.float("PUSH_GROUP_SECONDS", default=600)  # between two rings of one group, longer each time
PUSH_MESSAGE_SECONDS = env.float("PUSH_MESSAGE_SECONDS", default=5)  # between two rings of one conversation
PUSH_LENGTH = env.int("PUSH_LENGTH", default=200)  # characters of a text that a push shows
NOTIFICATION_DAYS = env.int("NOTIFICATION_DAYS", default=180)  # that members can look back
NOTIFICATION_DELIVERY_DAYS = env.int("NOTIFICATION_DELIVERY_DAYS", default=7)  # that operators can
DIGEST_ITEMS = env.int("DIGEST_ITEMS", default=20)  # notifications that a digest shows; of the others, how many
DEVICES_PER_MEMBER = env.int("DEVICES_PER_MEMBER", default=20)  # the one that was silent for longest makes room
DEVICE_DAYS = env.int("DEVICE_DAYS", default=270)  # that a device may be silent
HEARTBEAT_SECONDS = env.float("HEARTBEAT_SECONDS", default=15)  # between notes of who was seen
#: Between two writes of one session's moment. With twice HEARTBEAT_SECONDS it has to stay below ONLINE_SECONDS.
SEEN_SECONDS = env.float("SEEN_SECONDS", default=25)
EXPORT_DAYS = env.int("EXPORT_DAYS", default=7)  # an archive can be fetched
EXPORT_LEASE = env.float("EXPORT_LEASE", default=60)  # seconds until another worker follows one that is gone
EXPORT_TRIES = env.int("EXPORT_TRIES", default=5)
EXPORT_SECONDS = env.int("EXPORT_SECONDS", default=3_600)  # that one try may take
EXPORTS_AT_ONCE = env.int("EXPORTS_AT_ONCE", default=1)  # each keeps one process of the workers busy
DELETION_GRACE_DAYS = env.int("DELETION_GRACE_DAYS", default=14)

# -- Limits ---------------------------------------------------------------------------------------
RATE_LIMITS = env.str("RATE_LIMITS", default="")
JSON_BODY_BYTES = env.int("JSON_BODY_BYTES", default=1024 * 1024)
UPLOAD_BODY_BYTES = env.int("UPLOAD_BODY_BYTES", default=20 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = JSON_BODY_BYTES
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = [
    "topin.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
IDEMPOTENCY_HOURS = env.int("IDEMPOTENCY_HOURS", default=24)
BATCH_REQUESTS = env.int("BATCH_REQUESTS", default=20)  # in one batch
SOCKETS_PER_MEMBER = env.int("SOCKETS_PER_MEMBER", default=10)
SOCKET_FRAME_BYTES = env.int("SOCKET_FRAME_BYTES", default=64 * 1024)
SOCKET_BACKLOG_BYTES = env.int("SOCKET_BACKLOG_BYTES", default=256 * 1024)
SOCKET_TOPICS = env.int("SOCKET_TOPICS", default=10)
SOCKET_PING_SECONDS = env.float("SOCKET_PING_SECONDS", default=25)
TICKET_SECONDS = env.int("TICKET_SECONDS", default=30)
TIMELINE_LENGTH = env.int("TIMELINE_LENGTH", default=800)  # posts of a home feed that are written ahead
TIMELINE_DAYS = env.int("TIMELINE_DAYS", default=30)  # for members who were here within this time
TIMELINE_FOLLOWS = env.int("TIMELINE_FOLLOWS", default=2_000)  # and follow no more than this
WIDE_AUTHOR_FOLLOWERS = env.int("WIDE_AUTHOR_FOLLOWERS", default=50_000)  # more: merged when read, never written ahead
FANOUT_CHUNK = env.int("FANOUT_CHUNK", default=5_000)  # followers of one transaction
POST_TEXT_LENGTH = env.int("POST_TEXT_LENGTH", default=2_000)  # grapheme clusters
COMMENT_LENGTH = env.int("COMMENT_LENGTH", default=2_000)  # grapheme clusters
COMMENTS_RANKED = env.int("COMMENTS_RANKED", default=1_000)  # most liked, and as many newest, that "best" sorts
CONTENT_WARNING_LENGTH = env.int("CONTENT_WARNING_LENGTH", default=200)  # grapheme clusters
POST_TAGS = env.int("POST_TAGS", default=30)  # of one post; more #tags in its text are just text
POST_MENTIONS = env.int("POST_MENTIONS", default=50)  # of one post or comment; more @handles are just text
POST_MEDIA = env.int("POST_MEDIA", default=10)  # of one post
MESSAGE_LENGTH = env.int("MESSAGE_LENGTH", default=5_000)  # grapheme clusters
MESSAGE_MEDIA = env.int("MESSAGE_MEDIA", default=10)  # of one message
MESSAGE_REACTIONS = env.int("MESSAGE_REACTIONS", default=3)  # of one member under one message
MESSAGE_UNREAD_DAYS = env.int("MESSAGE_UNREAD_DAYS", default=90)  # a message waits for its reader
MESSAGE_TOMBSTONE_HOURS = env.int("MESSAGE_TOMBSTONE_HOURS", default=24)  # the mark of a deleted one stays
POST_RESTORE_DAYS = env.int("POST_RESTORE_DAYS", default=30)  # until a deleted post is erased
DRAFTS = env.int("DRAFTS", default=100)  # of one member
FEED_CACHE = env.int("FEED_CACHE", default=200)  # posts of a for-you feed that are worked out ahead
FEED_STALE = env.int("FEED_STALE", default=1_200)  # seconds after which a reader does not get them any more
FEED_HOURS = env.int("FEED_HOURS", default=2)  # the clock works them out for members who were here within this time
FEEDS_AT_ONCE = env.int("FEEDS_AT_ONCE", default=2_000)  # in one slot of the clock
FEED_DAYS = env.int("FEED_DAYS", default=7)  # after which a feed that nobody reads is dropped
EXPLORE_POSTS = env.int("EXPLORE_POSTS", default=5_000)  # that one ranking of explore holds
PINNED_POSTS = env.int("PINNED_POSTS", default=3)  # of one member
SCHEDULE_SECONDS_LEAST = env.int("SCHEDULE_SECONDS_LEAST", default=60)  # how far ahead a post is scheduled
SCHEDULE_DAYS_MOST = env.int("SCHEDULE_DAYS_MOST", default=365)
POLL_OPTIONS = env.int("POLL_OPTIONS", default=6)  # of one poll, and never fewer than two
POLL_OPTION_LENGTH = env.int("POLL_OPTION_LENGTH", default=80)  # grapheme clusters
POLL_SECONDS_LEAST = env.int("POLL_SECONDS_LEAST", default=300)  # how long a poll runs
POLL_SECONDS_MOST = env.int("POLL_SECONDS_MOST", default=30 * 86_400)
NOTIFIED_AT_ONCE = env.int("NOTIFIED_AT_ONCE", default=200)  # people told of one closed poll in one transaction
BOOKMARK_FOLDERS = env.int("BOOKMARK_FOLDERS", default=100)  # of one member
FOLDER_NAME_LENGTH = env.int("FOLDER_NAME_LENGTH", default=50)  # grapheme clusters
VIEWS_AT_ONCE = env.int("VIEWS_AT_ONCE", default=100)  # posts reported as viewed by one request
VIEW_DAYS = env.int("VIEW_DAYS", default=400)  # that each view is kept; daily figures stay
LONG_VIEW_SECONDS = env.float("LONG_VIEW_SECONDS", default=10)  # from which on looking at a post tells of interest
EMBEDDER = env.str("EMBEDDER", default="posts.engine.embedder.WordLlama")  # dotted path of a class; empty: none
FEATURE_LETTERS = env.int("FEATURE_LETTERS", default=10)  # a text with fewer gets no embedding and no language
LANGUAGE_CONFIDENCE = env.float("LANGUAGE_CONFIDENCE", default=0.7)  # 0 to 1; less sure is no language
FEATURES_AT_ONCE = env.int("FEATURES_AT_ONCE", default=2_000)  # of missing ones, made in one slot of 5 minutes
OLD_FEATURES_AT_ONCE = env.int("OLD_FEATURES_AT_ONCE", default=50_000)  # of posts of any age, in one slot of an hour
TOPIC_PEOPLE = env.int("TOPIC_PEOPLE", default=3)  # others whose tag a phrase must be to be a topic
TOPICS_FOUND = env.int("TOPICS_FOUND", default=5)  # topics of one post besides its tags
TOPIC_CHOICES = env.int("TOPIC_CHOICES", default=500)  # topics that one member follows or mutes
TREND_HOURS = env.int("TREND_HOURS", default=6)  # the window of a trend, compared with the same hours of
TREND_DAYS = env.int("TREND_DAYS", default=7)  # so many days before
TREND_PEOPLE = env.int("TREND_PEOPLE", default=5)  # authors without whom nothing trends, so that nobody is exposed
TREND_VELOCITY = env.float("TREND_VELOCITY", default=2)  # standard deviations above what is usual
TRENDS = env.int("TRENDS", default=100)  # topics that trend at a time
SEARCH_WALK = env.int("SEARCH_WALK", default=500)  # newest posts that are looked through before the index is asked
SEARCH_CANDIDATES = env.int("SEARCH_CANDIDATES", default=1_000)  # posts with the words that one page looks at
SEARCH_RANKED = env.int("SEARCH_RANKED", default=200)  # newest matches that "best" sorts
SEARCH_PEOPLE = env.int("SEARCH_PEOPLE", default=150)  # members that one search compares, of each kind of likeness
SEARCH_TAGS = env.int("SEARCH_TAGS", default=30)  # tags that one search compares
SEARCH_TAG_POSTS = env.int("SEARCH_TAG_POSTS", default=100)  # posts of a tag that a search counts at most
FOLLOW_LIMIT = env.int("FOLLOW_LIMIT", default=7_500)  # people one member may follow, open requests included
MUTED_WORDS = env.int("MUTED_WORDS", default=200)  # of one member
MUTED_WORD_LENGTH = env.int("MUTED_WORD_LENGTH", default=100)  # grapheme clusters
CIRCLES_OWNED = env.int("CIRCLES_OWNED", default=50)  # by one member
CIRCLE_NAME_LENGTH = env.int("CIRCLE_NAME_LENGTH", default=80)  # grapheme clusters
CIRCLE_DESCRIPTION_LENGTH = env.int("CIRCLE_DESCRIPTION_LENGTH", default=1_000)  # grapheme clusters
CIRCLE_LINKS = env.int("CIRCLE_LINKS", default=20)  # that are open at a time, of one circle
CIRCLE_INVITES_AT_ONCE = env.int("CIRCLE_INVITES_AT_ONCE", default=100)  # people invited by one request
SUGGESTIONS_KEPT = env.int("SUGGESTIONS_KEPT", default=100)  # for one member
SUGGESTION_HOURS = env.int("SUGGESTION_HOURS", default=24)  # until they are computed anew

# -- Outside world --------------------------------------------------------------------------------
NET_ALLOW = env.list("NET_ALLOW", default=[])
NET_DEADLINE = env.float("NET_DEADLINE", default=10)  # seconds for a whole exchange
NET_BYTES = env.int("NET_BYTES", default=1024 * 1024)
APNS_KEY = env.str("APNS_KEY", default="").replace("\\n", "\n")  # a .p8 file's text, or its path
APNS_KEY_ID = env.str("APNS_KEY_ID", default="")
APNS_TEAM_ID = env.str("APNS_TEAM_ID", default="")
APNS_TOPIC = env.str("APNS_TOPIC", default="")  # the id of the app, of devices that say none
APNS_URL_PRODUCTION = env.str("APNS_URL_PRODUCTION", default="https://api.push.apple.com").rstrip("/")
APNS_URL_SANDBOX = env.str("APNS_URL_SANDBOX", default="https://api.sandbox.push.apple.com").rstrip("/")
NET_CA = env.str("NET_CA", default="")  # a file of certificates that are trusted besides the public authorities
LINK_DEADLINE = env.float("LINK_DEADLINE", default=8)  # seconds for a linked page, redirects included
LINK_BYTES = env.int("LINK_BYTES", default=512 * 1024)  # that are read of a linked page
LINK_REDIRECTS = env.int("LINK_REDIRECTS", default=3)  # that are followed to a linked page
LINK_PREVIEW_DAYS = env.int("LINK_PREVIEW_DAYS", default=7)  # until a linked page is fetched anew
LINK_TITLE_LENGTH = env.int("LINK_TITLE_LENGTH", default=200)  # grapheme clusters; more is cut off
LINK_DESCRIPTION_LENGTH = env.int("LINK_DESCRIPTION_LENGTH", default=500)  # grapheme clusters; more is cut off
VAPID_SUBJECT = env.str("VAPID_SUBJECT", default="")  # empty: the address of DEFAULT_FROM_EMAIL
FCM_CREDENTIALS = env.str("FCM_CREDENTIALS", default="")  # JSON of a service account, or its file
FCM_URL = env.str("FCM_URL", default="https://fcm.googleapis.com").rstrip("/")

# -- REST, schema ---------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["topin.authentication.ViewerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["topin.bodies.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["topin.bodies.JsonParser"],
    "DEFAULT_SCHEMA_CLASS": "topin.schema.DoorSchema",
    "EXCEPTION_HANDLER": "topin.rest.handle_exception",
    "UNAUTHENTICATED_USER": None,
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%S.%fZ",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "TOPiN",
    "DESCRIPTION": "The REST API of TOPiN. Errors are problem+json, lists are paged by cursor.",
    "VERSION": "v1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVERS": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "PREPROCESSING_HOOKS": ["topin.schema.only_public_paths"],
    "POSTPROCESSING_HOOKS": ["topin.schema.add_conventions"],
    "ENUM_NAME_OVERRIDES": {},
}

# -- Web ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
# Those that pages and mails are translated into, by their own names.
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "web" / "locale"]
SESSION_COOKIE_NAME = "topin-staff"
SESSION_COOKIE_PATH = "/admin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SITE
SESSION_COOKIE_AGE = 8 * 3600
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "topin.middleware.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if SECURE_SITE else 0
CORS_ORIGINS = env.list("CORS_ORIGINS", default=["*"])  # clients use bearer tokens, never cookies

# -- Observability --------------------------------------------------------------------------------
LOG_FORMAT = env.str("LOG_FORMAT", default="console")
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
METRICS_DIR = env.str("METRICS_DIR", default=str(VAR_DIR / "metrics"))
OTEL_EXPORTER_OTLP_ENDPOINT = env.str("OTEL_EXPORTER_OTLP_ENDPOINT", default="")
TRACES_SHARE = env.float("TRACES_SHARE", default=1.0)  # of all requests, from 0 to 1
LOGGING_CONFIG = "topin.log.configure"
LOGGING = {"version": 1}  # Django calls LOGGING_CONFIG only when this is not empty
