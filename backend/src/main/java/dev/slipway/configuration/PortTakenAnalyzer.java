package dev.slipway.configuration;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.annotation.Order;

/** Names the variable that would help, before the framework speaks of its own. */
@Order(0)
class PortTakenAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
        return new FailureAnalysis(
                "SLIPWAY_PORT must be a free port, and something listens on " + cause.getPort() + ".",
                "Stop it (is it another Slipway?), or set SLIPWAY_PORT to another port.",
                cause);
    }
}
