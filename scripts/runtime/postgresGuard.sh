# Ends a throw-away PostgreSQL when the process that started it is gone, however it ended. Nothing can be done about a
# SIGKILL in the process that it hits, so this waits outside, in a session of its own.
#
#   sh postgresGuard.sh FOLDER   FOLDER: where pg_virtualenv keeps its clusters
#
# On stdin comes one line, the process group of pg_virtualenv. The end of stdin is the end of whoever wrote it.

folder=$1

# Waits up to ten seconds for the end of a process or, with a minus sign before it, of a group.
ended() {
  tenths=0
  while kill -s 0 -- "$1" 2>/dev/null; do
    [ "$tenths" -lt 100 ] || return 1
    tenths=$((tenths + 1))
    sleep 0.1
  done
}

read -r group
cat >/dev/null

if [ -n "$group" ]; then
  # Asked in time, pg_virtualenv removes its clusters itself, and what runs in it ends what it started.
  kill -s TERM -- "-$group" 2>/dev/null
  ended "-$group" || kill -s KILL -- "-$group" 2>/dev/null
fi
find "$folder" -name postmaster.pid | while read -r file; do
  read -r server <"$file"
  # An immediate shutdown: nobody needs the data again.
  kill -s QUIT -- "$server" 2>/dev/null
  ended "$server" || kill -s KILL -- "$server" 2>/dev/null
done
rm -rf "$folder"
