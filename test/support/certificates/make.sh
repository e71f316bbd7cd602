#!/bin/sh
# Makes the certificates of the tests again: sh make.sh, with OpenSSL 3. They live for a hundred years.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
touch "$work/index"
echo 1000 >"$work/serial"
cat >"$work/ca.cnf" <<CNF
[ca]
default_ca = tests
[tests]
database = $work/index
serial = $work/serial
new_certs_dir = $work
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
email_in_dn = no
[any]
commonName = supplied
CNF
# file of the certificate, its key, its name
authority() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$2" -out "$work/ca.csr" -subj "/CN=$3" \
    -addext basicConstraints=critical,CA:TRUE 2>/dev/null
  openssl ca -batch -selfsign -config "$work/ca.cnf" -keyfile "$2" -in "$work/ca.csr" -out "$1.pem" \
    -startdate 20200101000000Z -enddate 21200101000000Z -notext 2>/dev/null
}
authority authority "$work/ca.key" "Authority of the tests"
authority other-authority "$work/other.key" "Another authority of the tests"
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out "$work/server.csr" \
  -subj "/CN=desk.example" -addext "subjectAltName=DNS:desk.example,IP:127.0.0.1" 2>/dev/null
# name, first day, last day
issue() {
  openssl ca -batch -config "$work/ca.cnf" -cert authority.pem -keyfile "$work/ca.key" -in "$work/server.csr" \
    -out "$1.pem" -startdate "$2" -enddate "$3" -notext 2>/dev/null
}
issue valid 20200101000000Z 21200101000000Z
issue expired 20200101000000Z 20210101000000Z
issue not-yet-valid 21000101000000Z 21200101000000Z
rm -r "$work"
