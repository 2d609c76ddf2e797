package dev.slipway.step;

import dev.slipway.job.spi.StepContext;
import dev.slipway.target.LogSlice;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Copies what a command prints into the step's log, and remembers how far it came. */
final class Output {

    private static final String OFFSET = "output-offset";
    private static final int LINES = 40;

    private final StepContext context;
    private final Source source;

    Output(StepContext context, Source source) {
        this.context = context;
        this.source = source;
    }

    /** Reads from a byte offset on. */
    interface Source {

        LogSlice read(long offset) throws IOException;
    }

    /**
     * All whole lines printed up to now. The rest of a line waits for its end, because remembering the offset ends it.
     *
     * @param ended whether nothing will follow, so that the rest is a line too
     */
    void forward(boolean ended) throws IOException {
        var begin = offset();
        var offset = begin;
        for (var slice = source.read(offset); slice.bytes().length > 0; slice = source.read(offset)) {
            var bytes = slice.bytes();
            var whole = ended ? bytes.length : wholeLines(bytes);
            if (whole == 0) {
                break;
            }
            context.log().output(Arrays.copyOf(bytes, whole));
            offset = slice.next() - (bytes.length - whole);
            if (context.stopping()) {
                break;
            }
        }
        if (offset > begin) {
            context.memory().keep(OFFSET, offset);
        }
    }

    private static int wholeLines(byte[] bytes) {
        for (var end = bytes.length; end > 0; end--) {
            if (bytes[end - 1] == '\n') {
                return end;
            }
        }
        return bytes.length < Tail.CHUNK ? 0 : bytes.length;
    }

    List<String> lastLines() throws IOException {
        var from = Math.max(0, offset() - Tail.KEPT);
        return Tail.of(source, from, LINES);
    }

    private long offset() {
        return context.memory().recall(OFFSET, Long.class).orElse(0L);
    }
}
