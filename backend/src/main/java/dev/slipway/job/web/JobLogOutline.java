package dev.slipway.job.web;

import dev.slipway.logstream.LogSection;
import dev.slipway.logstream.LogSummary;
import java.util.List;

/** Which step wrote which lines of a log. */
record JobLogOutline(long lines, boolean closed, boolean expired, List<LogSection> sections) {

    static final int MOST_SECTIONS = 2_000;

    static JobLogOutline of(LogSummary log, List<LogSection> sections) {
        return new JobLogOutline(log.lines(), log.closed(), log.expired(), sections);
    }
}
