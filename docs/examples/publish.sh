#!/bin/sh
# Publishes to Warta with curl.
#
#   export WARTA_URL=https://news.example WARTA_TOKEN=warta_…
#   sh publish.sh put berita-1 < article.json
#   sh publish.sh get berita-1
#   echo '{"title":"Judul baru"}'                        | sh publish.sh patch berita-1
#   echo '{"text":"Nama menteri keliru."}'               | sh publish.sh correct berita-1
#   echo '{"kind":"kill","reason":"Salah orang."}'       | sh publish.sh withdraw berita-1
#   sh publish.sh delete berita-1
#   sh publish.sh document < item.xml
#
# It prints the answer. Where Warta refuses, it prints why and ends with 22. Lost answers, 429 and 503 are tried again.
set -eu

api() {
  method=$1 path=$2
  shift 2
  curl --silent --show-error --fail-with-body --max-time 30 --retry 3 --retry-connrefused --request "$method" \
    --header "Authorization: Bearer $WARTA_TOKEN" "$@" "$WARTA_URL/api/$path"
}
# Sends what comes on standard input. curl keeps it for another try.
send() {
  type=$1 method=$2 path=$3
  shift 3
  api "$method" "$path" --header "Content-Type: $type" "$@" --data-binary @-
}

article="articles/${2:-}"
case ${1:-} in
put) send application/json PUT "$article" ;;
get) api GET "$article" ;;
patch)
  # Nobody may have edited it since.
  etag=$(api GET "$article" --output /dev/null --write-out '%header{etag}')
  send application/merge-patch+json PATCH "$article" --header "If-Match: $etag"
  ;;
correct) send application/json POST "$article/corrections" ;;
withdraw) send application/json PUT "$article/withdrawal" ;;
delete) api DELETE "$article" ;;
document) send application/octet-stream POST documents ;;
*) echo "Write put, get, patch, correct, withdraw, delete or document" >&2 && exit 2 ;;
esac
