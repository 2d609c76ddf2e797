package dev.slipway.pipeline;

import dev.slipway.target.SettingProblem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The templates that come with Slipway, read from {@code pipelines.yaml} at start; one that is wrong stops the start. */
@Component
class BuiltInPipelines {

    static final String RESOURCE = "pipelines.yaml";

    private final Map<String, Pipeline> byKey = new LinkedHashMap<>();

    BuiltInPipelines(PipelineReader reader, PipelineYaml yaml) throws IOException {
        try (var in = new ClassPathResource(RESOURCE).getInputStream()) {
            for (var entry : yaml.read(in).properties()) {
                var read = reader.read(entry.getKey(), 1, true, (ObjectNode) entry.getValue());
                if (!read.problems().isEmpty()) {
                    throw new IllegalStateException(RESOURCE + ", " + entry.getKey() + ": " + told(read.problems()));
                }
                byKey.put(entry.getKey(), read.pipeline());
            }
        }
    }

    Optional<Pipeline> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    List<Pipeline> all() {
        return List.copyOf(byKey.values());
    }

    private static String told(List<SettingProblem> problems) {
        return problems.stream()
                .map(problem -> problem.path() + " " + problem.rule())
                .collect(Collectors.joining("; "));
    }
}
