#!/bin/sh
# Starts one run of a command so that it outlives the portal, and keeps its exit code.
#
#   shim.sh watch RUN SETSID LOG FOLDER COMMAND...
#       claims RUN (a second shim for the same run ends without starting anything), starts the command as leader of
#       a session of its own, waits for it and writes RUN/exit
#   shim.sh run RUN COMMAND...
#       says who it is in RUN/pid, then becomes the command; only where there is no /proc, and a subshell cannot tell
#       who it is itself
#
# Arguments are passed on as they are; nothing in them is interpreted. 'command -p' finds the system's tools whatever
# PATH the command was given.
set -u

identity() {
    if [ -r /proc/self/stat ]; then
        # Of the process that opens it, which in a subshell is the subshell, while $$ is its parent.
        read -r stat </proc/self/stat
        read -r boot </proc/sys/kernel/random/boot_id
        me=${stat%% *}
        # After the name in parentheses the fields are 3, 4, ...; the start time in clock ticks is field 22 (proc(5)).
        set -- ${stat##*) }
        shift 19
        printf '%s %s:%s\n' "$me" "$boot" "$1"
    else
        printf '%s %s\n' "$$" "$(command -p ps -o lstart= -p "$$")"
    fi
}

mode=$1
run=$2
shift 2
case $mode in
watch)
    setsid=$1
    log=$2
    folder=$3
    shift 3
    # Made by whoever is first; told to nobody else, because the log is the command's.
    set -C
    { identity >"$run/watch"; } 2>/dev/null || exit 75
    set +C
    # Somebody may have waited too long for what was just written, and have given the run up.
    read -r claimed rest <"$run/watch"
    [ "$claimed" = "$$" ] || exit 75
    exec </dev/null >>"$log" 2>&1
    cd "$folder" || exit 74
    if [ -n "$setsid" ] && [ -r /proc/self/stat ]; then
        # It stays the same process, so that it needs no shell of its own to say who it is. Started by a shell without
        # job control it leads no group, so that setsid does not fork.
        { identity >"$run/pid" && exec "$setsid" "$@" || exit 74; } &
    elif [ -n "$setsid" ]; then
        "$setsid" /bin/sh "$0" run "$run" "$@" &
    else
        perl -e 'use POSIX; POSIX::setsid(); exec @ARGV' /bin/sh "$0" run "$run" "$@" &
    fi
    wait "$!"
    printf '%s\n' "$?" >"$run/exit.new" && command -p mv "$run/exit.new" "$run/exit"
    ;;
run)
    # One short write: whoever reads before it finds nothing, as if the command had not begun, which it has not.
    identity >"$run/pid" || exit 74
    exec "$@"
    ;;
esac
