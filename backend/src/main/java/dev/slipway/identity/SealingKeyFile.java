package dev.slipway.identity;

import dev.slipway.configuration.InvalidConfiguration;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Finds the keys that seal: where {@code SLIPWAY_ENCRYPTION_KEYS} says, or in a file of the data folder that only the portal's
 * user may read, made at the first start.
 */
@Configuration(proxyBeanMethods = false)
class SealingKeyFile {

    static final String VARIABLE = "SLIPWAY_ENCRYPTION_KEYS";
    static final String NAME = "encryption.keys";

    private static final Logger LOG = LoggerFactory.getLogger(SealingKeyFile.class);

    @Bean
    SealingKeys sealingKeys(
            @Value("${slipway.identity.encryption-keys}") String reference,
            @Value("${slipway.data-dir}") Path dataFolder,
            Environment environment) {
        return reference.isBlank() ? kept(dataFolder) : parse(given(reference.strip(), environment));
    }

    private static String given(String reference, Environment environment) {
        var path = reference.substring(reference.indexOf(':') + 1);
        try {
            return switch (reference.substring(0, Math.max(0, reference.indexOf(':')))) {
                case "env" -> environment.getProperty(path, "");
                case "file" -> Files.readString(Path.of(path));
                default ->
                    throw new InvalidConfiguration(
                            VARIABLE,
                            "must say where the keys are, not what they are",
                            "Write env:NAME or file:/path.");
            };
        } catch (IOException e) {
            throw new InvalidConfiguration(
                    VARIABLE, "names a file that cannot be read: " + path, "Check path and rights.");
        }
    }

    /** Keys in base64, parted by space, comma or line. */
    static SealingKeys parse(String text) {
        try {
            return new SealingKeys(Arrays.stream(text.strip().split("[\\s,]+"))
                    .map(Base64.getDecoder()::decode)
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new InvalidConfiguration(
                    VARIABLE,
                    "must lead to keys of " + SealingKeys.LENGTH + " bytes in base64",
                    "Make one with `openssl rand -base64 32`; the first seals, the others still open.");
        }
    }

    static SealingKeys kept(Path dataFolder) {
        var file = dataFolder.toAbsolutePath().resolve(NAME);
        try {
            if (Files.notExists(file)) {
                make(file);
            }
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new InvalidConfiguration(
                    "SLIPWAY_DATA_DIR",
                    "must be a folder that the portal may read and write",
                    file + " can be neither read nor made (" + e.getClass().getSimpleName()
                            + "). Give the folder to the portal's user, or choose another.");
        }
    }

    private static void make(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        // Whole or not at all: no key is ever half written.
        var draft = Files.createTempFile(file.getParent(), NAME, ".new"); // for its owner alone
        try {
            Files.writeString(draft, Base64.getEncoder().encodeToString(SealingKeys.fresh()) + "\n");
            Files.move(draft, file);
            LOG.info(
                    "Made {}: it seals the secrets of second factors. Portals that share a database need the same"
                            + " key, by {}.",
                    file,
                    VARIABLE);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("Another portal made {} meanwhile", file, e);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
