#!/bin/sh
# The catalogue command as its own user with the site's settings; installed as /usr/local/bin/catalogue, run by root.
set -eu
set -a
. /etc/catalogue/catalogue.env
set +a
cd /var/lib/catalogue
exec runuser -u catalogue -- /opt/catalogue/venv/bin/catalogue "$@"
