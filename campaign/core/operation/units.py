"""What runs an installation, written out from one source: units for systemd, a container file, a proxy, a gunicorn command.

Each file is a text with a few words put in; nothing secret stands in any of them: keys come from a file that only the service
reads.
"""

from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

HARDENED: Final = """\
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
PrivateTmp=yes
PrivateDevices=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallErrorNumber=EPERM
CapabilityBoundingSet=
UMask=0077
"""
SERVICE: Final = """\
[Unit]
Description=Adal Zhol: $what
Documentation=file:$home/docs/operation.md
After=network-online.target$after
Wants=network-online.target

[Service]
Type=$type
User=$user
Group=$user
WorkingDirectory=$home
EnvironmentFile=$settings
Environment=CAMPAIGN_DATA_DIR=$data
StateDirectory=$state
StateDirectoryMode=0700
ExecStart=$command
$more$hardened
[Install]
WantedBy=multi-user.target
"""
KEPT_ALIVE: Final = """\
Restart=always
RestartSec=2
TimeoutStopSec=30
"""
TIMER: Final = """\
[Unit]
Description=Adal Zhol: a backup every night

[Timer]
OnCalendar=*-*-* 01:30:00 Asia/Almaty
RandomizedDelaySec=600
Persistent=yes

[Install]
WantedBy=timers.target
"""
CONTAINER: Final = """\
# Build beside the source: podman build -f Containerfile -t adalzhol . ; settings come with --env-file, data is a volume.
FROM docker.io/library/python:3.13-slim-bookworm AS built
WORKDIR /srv/adalzhol
COPY . .
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir .

FROM docker.io/library/python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /var/lib/adalzhol --create-home adalzhol
COPY --from=built /srv/adalzhol /srv/adalzhol
WORKDIR /srv/adalzhol
USER adalzhol
ENV CAMPAIGN_DATA_DIR=/var/lib/adalzhol PATH=/srv/adalzhol/.venv/bin:$$PATH PYTHONUNBUFFERED=1
VOLUME /var/lib/adalzhol
EXPOSE $port
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \\
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$port/healthz', timeout=4)"]
# The same image works in the background with: adalzhol worker; before a new version serves: adalzhol database upgrade
CMD ["gunicorn", "--config", "python:campaign.assets.server", "--bind", "0.0.0.0:$port", "app:app"]
"""
NGINX: Final = """\
# Set CAMPAIGN_TRUSTED_PROXIES=1 and CAMPAIGN_PUBLIC_URL=https://$host in the settings of the service.
server {
    listen 443 ssl;
    listen [::]:443 ssl;
    http2 on;
    server_name $host;
    ssl_certificate /etc/letsencrypt/live/$host/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/$host/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    client_max_body_size 8m;
    # an address may hold the secret of a ticket: it is not written down
    access_log off;
    error_log /var/log/nginx/error.log crit;

    location = /metrics {
        return 404;
    }
    location / {
        proxy_pass http://127.0.0.1:$port;
        proxy_http_version 1.1;
        proxy_set_header Host $$host;
        proxy_set_header X-Forwarded-For $$remote_addr;
        proxy_set_header X-Forwarded-Proto $$scheme;
        proxy_set_header X-Forwarded-Host $$host;
        proxy_set_header X-Request-ID $$request_id;
        proxy_read_timeout 120s;
    }
}
server {
    listen 80;
    listen [::]:80;
    server_name $host;
    access_log off;
    return 301 https://$host$$request_uri;
}
"""
CADDY: Final = """\
# Set CAMPAIGN_TRUSTED_PROXIES=1 and CAMPAIGN_PUBLIC_URL=https://$host in the settings of the service.
$host {
    @inside path /metrics
    respond @inside 404
    request_body {
        max_size 8MB
    }
    reverse_proxy 127.0.0.1:$port {
        header_up X-Forwarded-For {remote_host}
    }
}
"""
SETTINGS: Final = """\
# Copy to $settings, owned by root, mode 0600. Each key: python3 app.py key. Keep a copy of the keys apart from the backups.
CAMPAIGN_SECRET_KEY=
CAMPAIGN_DATA_KEY=
CAMPAIGN_BACKUP_KEY=
CAMPAIGN_PUBLIC_URL=https://$host
CAMPAIGN_TRUSTED_PROXIES=1
CAMPAIGN_MAIL_SERVER=
CAMPAIGN_MAIL_SENDER=
# For several machines, or more than one web process:
# CAMPAIGN_SQLALCHEMY_DATABASE_URI=postgresql+psycopg://adalzhol@db.example.kz/adalzhol
# For Prometheus on another machine:
# CAMPAIGN_METRICS_TOKEN=
"""


@dataclass(frozen=True)
class Place:
    """Where an installation lies and how it is reached."""

    home: str = "/srv/adalzhol"
    data: str = "/var/lib/adalzhol"
    settings: str = "/etc/adalzhol/settings.env"
    user: str = "adalzhol"
    host: str = "relay.example.kz"
    port: int = 8000

    def words(self) -> dict[str, str]:
        return {
            "home": self.home, "data": self.data, "settings": self.settings, "user": self.user, "host": self.host,
            "port": str(self.port), "state": Path(self.data).name,
        }  # fmt: skip


def files(place: Place) -> dict[str, str]:
    """Every file by its name."""
    run = f"{place.home}/.venv/bin"
    web = f"{run}/gunicorn --config python:campaign.assets.server --bind 127.0.0.1:{place.port} app:app"
    upgrade = f"ExecStartPre={run}/adalzhol database upgrade\nTimeoutStartSec=infinity\n"
    alive = KEPT_ALIVE
    behind = " adalzhol-web.service"
    return {
        "adalzhol-web.service": _service(place, "the pages", web, more=upgrade + alive),
        "adalzhol-worker.service": _service(
            place, "work in the background", f"{run}/adalzhol worker", after=behind, more=alive
        ),
        "adalzhol-replicate.service": _service(
            place, "a running copy of the database", f"{run}/adalzhol replicate", after=behind, more=alive
        ),
        "adalzhol-backup.service": _service(
            place, "one backup", f"{run}/adalzhol backup --keep 14", kind="oneshot", more="Nice=10\n", installed=False
        ),
        "adalzhol-backup.timer": TIMER,
        "Containerfile": _filled(CONTAINER, place),
        "nginx.conf": _filled(NGINX, place),
        "Caddyfile": _filled(CADDY, place),
        "settings.env": _filled(SETTINGS, place),
    }


def _service(
    place: Place, what: str, command: str, *, after: str = "", kind: str = "exec", more: str = "", installed: bool = True
) -> str:
    text = _filled(SERVICE, place, what=what, command=command, after=after, type=kind, more=more, hardened=HARDENED)
    return text if installed else text.partition("\n[Install]")[0] + "\n"


def _filled(text: str, place: Place, **more: str) -> str:
    return Template(text).substitute(place.words(), **more)
