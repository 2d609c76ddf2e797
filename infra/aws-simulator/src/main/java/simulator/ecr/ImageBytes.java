package simulator.ecr;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Writes content as the OCI image spec 1.1 says: the same content gives the same bytes, and so the same digest. */
final class ImageBytes {

    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    static final String CONFIGURATION = "application/vnd.oci.image.config.v1+json";
    static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

    private static final JsonMapper JSON = JsonMapper.shared();

    private ImageBytes() {}

    static Blob configuration(ImageContent content) {
        var config = new LinkedHashMap<String, Object>();
        config.put("User", content.user());
        config.put(
                "Env",
                new TreeMap<>(content.environment())
                        .entrySet().stream()
                                .map(variable -> variable.getKey() + "=" + variable.getValue())
                                .toList());
        config.put("Labels", new TreeMap<>(content.labels()));
        if (!content.ports().isEmpty()) {
            var ports = new LinkedHashMap<String, Object>();
            content.ports().forEach(port -> ports.put(port + "/tcp", Map.of()));
            config.put("ExposedPorts", ports);
        }
        if (!content.healthCheck().isEmpty()) {
            config.put("Healthcheck", ordered("Test", content.healthCheck(), "Interval", 10_000_000_000L));
        }
        var layers = new ArrayList<String>();
        for (int i = 0; i < content.layerBytes().size(); i++) {
            layers.add(layerDigest(content, i));
        }
        return json(
                CONFIGURATION,
                ordered(
                        "architecture",
                        content.architecture(),
                        "os",
                        content.os(),
                        "config",
                        config,
                        "rootfs",
                        ordered("type", "layers", "diff_ids", layers)));
    }

    static Blob manifest(ImageContent content, Blob configuration) {
        var layers = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < content.layerBytes().size(); i++) {
            layers.add(descriptor(
                    LAYER, layerDigest(content, i), content.layerBytes().get(i)));
        }
        return json(
                MANIFEST,
                ordered(
                        "schemaVersion",
                        2,
                        "mediaType",
                        MANIFEST,
                        "config",
                        descriptor(CONFIGURATION, configuration.digest(), configuration.bytes().length),
                        "layers",
                        layers));
    }

    static Blob index(List<PushedImage> images) {
        var manifests = new ArrayList<Map<String, Object>>();
        for (var image : images) {
            var descriptor = descriptor(
                    MANIFEST, image.manifest().digest(), image.manifest().bytes().length);
            descriptor.put(
                    "platform",
                    ordered(
                            "architecture",
                            image.content().architecture(),
                            "os",
                            image.content().os()));
            manifests.add(descriptor);
        }
        return json(INDEX, ordered("schemaVersion", 2, "mediaType", INDEX, "manifests", manifests));
    }

    /** No bytes are kept for a layer, so its digest is that of what distinguishes it. */
    static String layerDigest(ImageContent content, int position) {
        var distinct = content.platform() + " " + position + " "
                + content.layerBytes().get(position)
                + (position == content.layerBytes().size() - 1 ? new TreeMap<>(content.labels()) : "");
        return Blob.digest(distinct.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> descriptor(String mediaType, String digest, long size) {
        return ordered("mediaType", mediaType, "digest", digest, "size", size);
    }

    private static Blob json(String mediaType, Object value) {
        return Blob.of(mediaType, JSON.writeValueAsBytes(value));
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
