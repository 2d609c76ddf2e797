package dev.slipway.demo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/** One of the versions in infra/demo: what its archive says about it, and its notes. */
record DemoRelease(String version, Properties properties, String notes) {

    /** In the order they came out. */
    static final List<String> VERSIONS = List.of("1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0");

    private static final String LABEL = "label.";

    static DemoRelease load(String version) throws IOException {
        var folder = "slipway-demo/releases/" + version + "/";
        var properties = new Properties();
        try (var in = new InputStreamReader(
                new ClassPathResource(folder + "release.properties").getInputStream(), StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        return new DemoRelease(
                version,
                properties,
                new ClassPathResource(folder + "notes.md")
                        .getContentAsString(StandardCharsets.UTF_8)
                        .strip());
    }

    String commit() {
        return properties.getProperty("commit");
    }

    String buildLink() {
        return properties.getProperty("build-link");
    }

    Map<String, String> labels() {
        return properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(LABEL))
                .collect(Collectors.toMap(name -> name.substring(LABEL.length()), properties::getProperty));
    }

    /** From then on there is a driver and a migration in the archive of web. */
    boolean keepsVisits() {
        return Boolean.parseBoolean(properties.getProperty("keeps-visits"));
    }
}
