#!/bin/sh
# Asks outside judges about a running site: the Nu HTML checker, pa11y and Lighthouse. Needs node, java and a Chromium:
#   PUPPETEER_SKIP_DOWNLOAD=1 npm install --prefix TOOLS pa11y lighthouse@12 vnu-jar
#   tests/soak/outside_audits.sh http://127.0.0.1:8000 TOOLS
# Prints what is wrong, then the median of three Lighthouse runs (mobile, simulated throttling) a page.
set -eu
site=${1:?the address of a running site}
tools=${2:?the folder the tools were installed in}/node_modules
chromium=${CATALOGUE_CHROMIUM:-$(command -v chromium || command -v google-chrome)}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

first() { curl -fs "$site/sitemap.xml" | grep -o "/$1/[a-z0-9-][a-z0-9-]*" | head -n 1; }
resource=$(first resources) collection=$(first collections) lecture=$(first lectures) institution=$(first institutions)
pages="/ /search /search?q=%E6%89%8B%E6%9C%BA /search?q=qqzz /collections/ /lectures/ /institutions/ /about /about/numbers
 /accessibility /privacy /contact /help /display /styleguide /mine /no-such-page /en/ /zh-hant/
 $resource $collection $lecture $institution"

echo "== Nu HTML checker"
number=0
for page in $pages; do
  number=$((number + 1))
  curl -s "$site$page" > "$scratch/$number.html"
  echo "$number.html is $page"
done
java -jar "$tools/vnu-jar/build/dist/vnu.jar" --errors-only "$scratch"/*.html 2>&1 && echo "nothing found"

echo "== pa11y (WCAG 2 AA)"
printf '{"chromeLaunchConfig": {"executablePath": "%s", "args": ["--no-sandbox"]}}' "$chromium" > "$scratch/pa11y.json"
for page in $pages; do
  "$tools/.bin/pa11y" --config "$scratch/pa11y.json" --standard WCAG2AA --reporter csv "$site$page" \
    | tail -n +2 | sed "s|^|$page: |"
done

# A run now and then loses its trace (NO_NAVSTART); it is then done once more.
measure() {
  CHROME_PATH=$chromium "$tools/.bin/lighthouse" "$1" --quiet --output json --output-path "$2" \
    --chrome-flags="--headless=new --no-sandbox"
}

echo "== Lighthouse: performance, accessibility, best practices, SEO, CLS"
for page in / /search?q=%E6%89%8B%E6%9C%BA "$resource" "$collection" /lectures/; do
  for round in 1 2 3; do
    measure "$site$page" "$scratch/round-$round.json" || measure "$site$page" "$scratch/round-$round.json"
  done
  node -e '
    const [page, ...files] = process.argv.slice(1);
    const rounds = files.map(file => JSON.parse(require("fs").readFileSync(file)));
    const median = values => values.sort((a, b) => a - b)[1];
    const scores = ["performance", "accessibility", "best-practices", "seo"].map(
      name => Math.round(100 * median(rounds.map(round => round.categories[name].score))));
    const shift = median(rounds.map(round => round.audits["cumulative-layout-shift"].numericValue));
    console.log(page, scores.join(" "), shift.toFixed(3));
    for (const audit of Object.values(rounds[0].audits))
      if (audit.score !== null && audit.score < 0.9) console.log("   ", audit.id, audit.score, audit.displayValue || "");
  ' "$page" "$scratch"/round-*.json
done
