package dev.slipway.identity;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Shows whoever starts the portal how to get in while nobody has an account. */
@Component
class Welcome {

    private static final Logger LOG = LoggerFactory.getLogger(Welcome.class);
    private static final String ADMIN = "admin";

    private final FirstAdministrator first;
    private final IdentityProperties properties;
    private final PublicAddress address;

    Welcome(FirstAdministrator first, IdentityProperties properties, PublicAddress address) {
        this.first = first;
        this.properties = properties;
        this.address = address;
    }

    /** Runs on the thread that starts the portal, which may wait. */
    @EventListener(ApplicationReadyEvent.class)
    void greet() {
        var file = properties.adminPasswordFile();
        var made = file == null || file.toString().isBlank()
                ? Mono.<Account>empty()
                : Mono.fromCallable(() -> Files.readString(file).strip())
                        .onErrorMap(
                                IOException.class,
                                e -> new IllegalStateException(
                                        "SLIPWAY_ADMIN_PASSWORD_FILE names a file that cannot be read: " + file, e))
                        .flatMap(password -> first.make(ADMIN, password));
        made.doOnNext(account -> LOG.info("Made the first administrator '{}' with the password of {}", ADMIN, file))
                .then(properties.firstAdministratorLink() ? first.link() : Mono.empty())
                .doOnNext(path -> print(System.out, address.link(path)))
                .block(Duration.ofMinutes(1));
    }

    private static void print(PrintStream out, String link) {
        out.println();
        out.println("  Nobody has an account yet. Make the first administrator here (works once, within an hour):");
        out.println();
        out.println("  " + link);
        out.println();
    }
}
