package dev.slipway.target.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PortOwnerTest {

    private static final int LOOKS = 200;
    private static final int BUSY = 4;

    @Test
    void listenerShouldBeFoundInProcessThatOpensAndClosesFilesAllTheTime() throws Exception {
        var over = new AtomicBoolean();
        var opened = new CountDownLatch(BUSY);
        try (var workers = Executors.newFixedThreadPool(BUSY)) {
            for (var i = 0; i < BUSY; i++) {
                workers.execute(() -> openAndClose(opened, over));
            }
            opened.await();
            // The files that come and go have lower numbers, so they are listed before the socket.
            try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                for (var i = 0; i < LOOKS; i++) {
                    assertThat(PortOwner.process(listening.getLocalPort()))
                            .contains(ProcessHandle.current().pid());
                }
            } finally {
                over.set(true);
            }
        }
    }

    @Test
    void portOfNobodyShouldHaveNoProcess() throws IOException {
        var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        closed.close();

        assertThat(PortOwner.process(closed.getLocalPort())).isEmpty();
    }

    private static void openAndClose(CountDownLatch opened, AtomicBoolean over) {
        while (!over.get()) {
            try (var file = Files.newInputStream(Path.of("/proc/self/stat"))) {
                opened.countDown();
                file.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
