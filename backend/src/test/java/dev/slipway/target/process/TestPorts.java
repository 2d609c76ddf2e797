package dev.slipway.target.process;

import java.util.concurrent.atomic.AtomicInteger;

/** Ranges of ten ports for tests, each used once, beginning at a different place in each JVM. */
final class TestPorts {

    private static final AtomicInteger NEXT =
            new AtomicInteger(21_000 + (int) (ProcessHandle.current().pid() % 900) * 10);

    private TestPorts() {}

    static int next() {
        while (true) {
            var first = NEXT.getAndAdd(10);
            if (new PortRange(first, first + 9).ports().allMatch(PortRange::free)) {
                return first;
            }
        }
    }
}
