package dev.slipway.release.web;

import dev.slipway.artifact.Digest;
import dev.slipway.release.web.ReleaseRequest.ArtifactRequest;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the form for a release sends.
 *
 * @param source upload, path or image
 * @param sha256 of the file or image
 * @param labels one {@code name=value} a line
 */
record RegisterForm(
        @Nullable String service,
        @Nullable String version,
        @Nullable String source,
        @Nullable String kind,
        @Nullable String path,
        @Nullable String image,
        @Nullable String sha256,
        @Nullable String commit,
        @Nullable String buildLink,
        @Nullable String labels,
        @Nullable String notes) {

    private static final Map<String, String> INPUTS = Map.of(
            "artifacts.0.path", "path",
            "artifacts.0.location", "image",
            "artifacts.0.kind", "kind",
            "artifacts.0.sha256", "sha256",
            "artifacts.0.digest", "file",
            "artifacts", "file");

    boolean isUpload() {
        return source == null || source.equals("upload");
    }

    /** @param uploaded digest of the file that came with the form, if one did */
    ReleaseRequest request(@Nullable Digest uploaded) {
        var hex = uploaded == null ? null : uploaded.hex();
        var artifact = "image".equals(source)
                ? new ArtifactRequest("app", "image", null, image, sha256, null)
                : "path".equals(source)
                        ? new ArtifactRequest("app", kind, path, null, sha256, null)
                        : new ArtifactRequest("app", kind, null, null, null, hex);
        var none = isUpload() && hex == null;
        return new ReleaseRequest(
                service, version, none ? List.of() : List.of(artifact), commit, buildLink, labelMap(), notes);
    }

    /** The same with the problems under the names of the form's inputs. */
    static ProblemException byInput(ProblemException e) {
        var detail = String.valueOf(e.getMessage());
        var problems = e.problems().stream()
                .map(p -> new FieldProblem(INPUTS.getOrDefault(p.field(), p.field()), p.rule(), p.remedy()))
                .toList();
        return switch (e) {
            case Conflict _ -> new Conflict(detail, problems);
            case InvalidInput _ -> new InvalidInput(detail, problems);
            default -> e;
        };
    }

    private Map<String, String> labelMap() {
        var map = new LinkedHashMap<String, String>();
        if (labels != null) {
            labels.lines().filter(line -> !line.isBlank()).forEach(line -> {
                var equals = line.indexOf('=');
                map.put(
                        (equals < 0 ? line : line.substring(0, equals)).strip(),
                        equals < 0 ? "" : line.substring(equals + 1).strip());
            });
        }
        return map;
    }
}
