package demo;

import java.util.concurrent.atomic.AtomicLong;

/** Visits since the process started. */
public final class CountedInMemory implements Visits {

    private final AtomicLong visits = new AtomicLong();

    @Override
    public long add(String page) {
        return visits.incrementAndGet();
    }

    @Override
    public long count() {
        return visits.get();
    }

    @Override
    public String trouble() {
        return "";
    }
}
