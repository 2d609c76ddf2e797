package dev.slipway.configuration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class PortTakenAnalyzerTest {

    @Test
    void takenPortShouldNameTheVariableThatHelps() {
        var told = requireNonNull(
                new PortTakenAnalyzer().analyze(new IllegalStateException(new PortInUseException(8080))));

        assertThat(told.getDescription()).contains("SLIPWAY_PORT", "8080");
        assertThat(told.getAction()).contains("SLIPWAY_PORT");
    }
}
