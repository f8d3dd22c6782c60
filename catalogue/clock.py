"""The time people here live by: Asia/Shanghai, for everything shown or counted by day."""

from harvesters.formats.dates import SHANGHAI as SHANGHAI
from harvesters.formats.dates import local_day as local_day
