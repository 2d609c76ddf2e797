package dev.slipway.target.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The real time, plus what the test has added. */
final class PushedClock extends Clock {

    private volatile Duration pushed = Duration.ZERO;

    void push(Duration by) {
        pushed = pushed.plus(by);
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(pushed);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), pushed);
    }
}
