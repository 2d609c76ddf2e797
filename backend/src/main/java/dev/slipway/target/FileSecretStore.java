package dev.slipway.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** Secrets in files the portal may read: {@code file:/run/secrets/name}; a line feed at the end is not part of the secret. */
@Component
class FileSecretStore implements SecretStore {

    private static final long MAX_BYTES = 64 * 1024;

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public String resolve(SecretReference reference) throws SecretUnavailable {
        var file = Path.of(reference.path());
        if (!file.isAbsolute()) {
            throw new SecretUnavailable(reference, "the path must be absolute");
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new SecretUnavailable(reference, "the file is larger than 64 KiB");
            }
            var value = Files.readString(file).stripTrailing();
            if (value.isEmpty()) {
                throw new SecretUnavailable(reference, "the file is empty");
            }
            return value;
        } catch (IOException e) {
            throw new SecretUnavailable(
                    reference, "the file cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
