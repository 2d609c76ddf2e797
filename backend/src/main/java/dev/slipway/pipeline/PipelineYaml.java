package dev.slipway.pipeline;

import java.io.InputStream;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Pipelines as YAML text. */
@Component
public class PipelineYaml {

    private final JsonMapper json;

    PipelineYaml(JsonMapper json) {
        this.json = json;
    }

    ObjectNode read(InputStream in) {
        var settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
        return json.valueToTree(new Load(settings).loadFromInputStream(in));
    }

    /** Under its key, as it stands in a project's definition. */
    public String write(String key, JsonNode definition) {
        var settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .build();
        return new Dump(settings).dumpToString(Map.of(key, json.convertValue(definition, Object.class)));
    }
}
