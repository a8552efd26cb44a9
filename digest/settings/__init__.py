"""config.toml and the environment in, typed Settings out: the only reader of both."""

from digest.settings.changes import changed
from digest.settings.edit import add_sources, shipped_config, write_whole
from digest.settings.load import load, template_folder
from digest.settings.shape import (
    Collecting,
    Desk,
    Dkim,
    MailerSettings,
    Schedule,
    Sending,
    Settings,
    SourceSettings,
    Storage,
    Web,
    WorkerSettings,
    masked,
)
from digest.settings.tuning import mark, tuned

__all__ = [
    "Collecting",
    "Desk",
    "Dkim",
    "MailerSettings",
    "Schedule",
    "Sending",
    "Settings",
    "SourceSettings",
    "Storage",
    "Web",
    "WorkerSettings",
    "add_sources",
    "changed",
    "load",
    "mark",
    "masked",
    "shipped_config",
    "template_folder",
    "tuned",
    "write_whole",
]
