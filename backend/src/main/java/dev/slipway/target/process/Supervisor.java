package dev.slipway.target.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Lets the process target look after its instances again and again, while the portal runs. */
@Component
@EnableConfigurationProperties(ProcessProperties.class)
class Supervisor implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final ProcessTarget target;
    private final Duration every;
    private @Nullable Thread thread;
    private CountDownLatch stopped = new CountDownLatch(0);

    Supervisor(ProcessTarget target, ProcessProperties properties) {
        this.target = target;
        this.every = properties.round();
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofVirtual().name("process-supervisor").start(this::loop);
    }

    private void loop() {
        try {
            while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    target.superviseAll();
                } catch (IOException | RuntimeException e) {
                    LOG.error("The processes of this machine could not be looked after; trying again", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the round under way is over, so that a stopping portal leaves no half-done step. */
    @Override
    public void stop() {
        stopped.countDown();
        var running = thread;
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
