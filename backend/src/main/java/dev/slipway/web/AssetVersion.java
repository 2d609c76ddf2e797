package dev.slipway.web;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** Changes when the style sheet or a script does; in their addresses it lets browsers keep them without asking again. */
@Component
class AssetVersion {

    private static final List<String> ASSETS = List.of("classpath:/static/css/*.css", "classpath:/static/js/*.js");

    private final String value;

    AssetVersion() throws IOException {
        this.value = digest();
    }

    String value() {
        return value;
    }

    private static String digest() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var resources = new PathMatchingResourcePatternResolver();
            for (var pattern : ASSETS) {
                for (var asset : resources.getResources(pattern)) {
                    digest.update(asset.getContentAsByteArray());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
