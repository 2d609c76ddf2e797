package dev.slipway.artifact.registry;

import dev.slipway.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Images as builders write them: the bytes of manifests and configurations by their digests. */
record SampleImage(Digest digest, String mediaType, Map<Digest, byte[]> manifests, Map<Digest, byte[]> blobs) {

    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";

    /** An image of two layers, 30 and 12 MB, that runs as 1000 and has a health check. */
    static SampleImage single(String architecture) {
        return single(architecture, """
            "User":"1000:1000","Env":["PATH=/usr/bin","MODE=a=b"],"ExposedPorts":{"8080/tcp":{}},
            "Healthcheck":{"Test":["CMD","curl","-f","http://localhost:8080/health"]},
            "Labels":{"org.opencontainers.image.version":"1.2.0","org.opencontainers.image.revision":"abc123"}\
            """);
    }

    static SampleImage single(String architecture, String config) {
        var configuration =
                bytes("{\"os\":\"linux\",\"architecture\":\"" + architecture + "\",\"config\":{" + config + "}}");
        var layer = Digest.of(bytes("layer"));
        var manifest = bytes("""
            {"schemaVersion":2,"mediaType":"%s",
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},
            "layers":[{"digest":"%s","size":30000000},{"digest":"%s","size":12000000}]}\
            """.formatted(MANIFEST, Digest.of(configuration), configuration.length, layer, layer));
        return new SampleImage(
                Digest.of(manifest),
                MANIFEST,
                Map.of(Digest.of(manifest), manifest),
                Map.of(Digest.of(configuration), configuration));
    }

    /** An index of the images for these architectures, with an attestation as buildx adds one. */
    static SampleImage index(String... architectures) {
        var manifests = new LinkedHashMap<Digest, byte[]>();
        var blobs = new LinkedHashMap<Digest, byte[]>();
        var entries = new StringBuilder();
        for (var architecture : architectures) {
            var single = single(architecture);
            manifests.putAll(single.manifests());
            blobs.putAll(single.blobs());
            entries.append(entry(single.digest(), "linux", architecture)).append(",");
        }
        entries.append(entry(Digest.of(bytes("attestation")), "unknown", "unknown"));
        var index = bytes("{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}".formatted(INDEX, entries));
        manifests.put(Digest.of(index), index);
        return new SampleImage(Digest.of(index), INDEX, manifests, blobs);
    }

    private static String entry(Digest digest, String os, String architecture) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":1,\"platform\":{\"os\":\"%s\",\"architecture\":\"%s\"}}"
                .formatted(MANIFEST, digest, os, architecture);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
