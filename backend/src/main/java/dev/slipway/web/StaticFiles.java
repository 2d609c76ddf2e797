package dev.slipway.web;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/**
 * Serves style sheets, scripts, fonts and pictures. Their entity tag is a digest of the content: the time in the jar is
 * the same in every build, so it cannot tell two apart.
 */
@Configuration(proxyBeanMethods = false)
class StaticFiles implements WebFluxConfigurer {

    private static final String FOLDER = "static/";

    private final Map<String, String> tags;

    StaticFiles() throws IOException {
        var found = new HashMap<String, String>();
        for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:" + FOLDER + "**/*.*")) {
            found.put(key(file.getURL().toString()), digest(file));
        }
        this.tags = Map.copyOf(found);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/static/**")
                .addResourceLocations("classpath:/" + FOLDER)
                .setUseLastModified(false)
                .setEtagGenerator(file ->
                        file instanceof ClassPathResource path ? tags.getOrDefault(key(path.getPath()), "") : "")
                .setCacheControl(CacheControl.noCache().cachePublic());
    }

    /** What comes after the folder, however the file was found. */
    private static String key(String path) {
        return path.substring(path.lastIndexOf(FOLDER) + FOLDER.length());
    }

    private static String digest(Resource file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(file.getContentAsByteArray());
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
