package dev.slipway.job;

import dev.slipway.logstream.LogWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The log of a job, opened when it is first needed or, if asked for early, while something else goes on. */
final class OpeningLog implements AutoCloseable {

    private final Supplier<LogWriter> open;
    private @Nullable CompletableFuture<LogWriter> writer;
    private boolean told;

    OpeningLog(Supplier<LogWriter> open) {
        this.open = open;
    }

    OpeningLog early() {
        writer = CompletableFuture.supplyAsync(open, Thread.ofVirtual().name("log-open")::start);
        return this;
    }

    /** Waits for it; fails as opening did. */
    LogWriter writer() {
        if (writer == null) {
            writer = CompletableFuture.completedFuture(open.get());
        }
        try {
            return writer.join();
        } catch (CompletionException e) {
            told = true;
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Stores everything so far, if it was opened. Whoever was told that it could not be is not told again. */
    @Override
    public void close() {
        if (writer != null && !told) {
            writer().close();
        }
    }
}
