package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.logstream.FencedOut;
import org.junit.jupiter.api.Test;

class OpeningLogTest {

    @Test
    void failureToOpenShouldBeToldAsItIs() {
        var failure = new FencedOut(1, 2);

        assertThatThrownBy(() -> {
                    try (var log = new OpeningLog(() -> {
                                throw failure;
                            })
                            .early()) {
                        log.writer();
                    }
                })
                .isSameAs(failure);
    }

    @Test
    void failureThatNobodyMetShouldBeToldAtTheEnd() {
        var failure = new FencedOut(1, 2);

        assertThatThrownBy(() -> new OpeningLog(() -> {
                            throw failure;
                        })
                        .early()
                        .close())
                .isSameAs(failure);
    }
}
