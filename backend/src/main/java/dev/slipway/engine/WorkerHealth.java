package dev.slipway.engine;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether this portal takes work; part of readiness. */
class WorkerHealth extends AbstractHealthIndicator {

    private final Worker worker;

    WorkerHealth(Worker worker) {
        super("The worker cannot be asked");
        this.worker = worker;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.status(worker.isRunning() ? "UP" : "DOWN").withDetail("executing", worker.executing());
    }
}
