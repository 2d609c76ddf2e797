package dev.slipway.job.web;

import dev.slipway.logstream.LogLine;
import dev.slipway.logstream.LogSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * Some lines of a log, as the viewer in the browser reads them.
 *
 * @param lines how many lines the whole log has
 * @param closed whether no line will follow
 * @param expired whether retention has removed the lines
 * @param runs lines of one source and one time each: number of the first, epoch milliseconds, source, then the lines
 */
record JobLogRange(long lines, boolean closed, boolean expired, List<List<Object>> runs) {

    static JobLogRange of(LogSummary log, List<LogLine> lines) {
        var runs = new ArrayList<List<Object>>();
        LogLine before = null;
        for (var line : lines) {
            if (before == null || !follows(line, before)) {
                runs.add(new ArrayList<>(List.of(line.number(), line.at().toEpochMilli(), line.source())));
            }
            runs.getLast().add(line.text());
            before = line;
        }
        return new JobLogRange(log.lines(), log.closed(), log.expired(), runs);
    }

    private static boolean follows(LogLine line, LogLine before) {
        return line.number() == before.number() + 1
                && line.at().equals(before.at())
                && line.source().equals(before.source());
    }
}
