package dev.slipway.approval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EffectTest {

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }

    @Test
    void orderOfKeysAndSpacesShouldNotMatter() {
        var one = Effect.of(json("{\"b\": {\"y\": 1, \"x\": [3, {\"q\": 1, \"p\": 2}]}, \"a\": null}"));
        var other = Effect.of(json("{\"a\":null,\"b\":{\"x\":[3,{\"p\":2,\"q\":1}],\"y\":1}}"));

        assertThat(one).isEqualTo(other);
        assertThat(one.text()).isEqualTo("{\"a\":null,\"b\":{\"x\":[3,{\"p\":2,\"q\":1}],\"y\":1}}");
    }

    @Test
    void hashShouldBeTheSha256OfTheText() {
        // printf '%s' '{"a":1}' | sha256sum
        assertThat(Effect.of(json("{\"a\": 1}")).hash())
                .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    }

    @Test
    void anyOtherValueShouldBeAnotherHash() {
        assertThat(Samples.effect(1, 512).hash())
                .isNotEqualTo(Samples.effect(1, 768).hash())
                .isNotEqualTo(Samples.effect(2, 512).hash());
    }

    @Test
    void changesShouldSayWhatBecameWhat() {
        assertThat(EffectChange.between(Samples.effect(1, 512), Samples.effect(2, 768)))
                .containsExactly(
                        new EffectChange("actions.deploy/web", "Replace 1.1.0 by 1.4.0", "Replace 1.2.0 by 1.4.0"),
                        new EffectChange("placements.web.replaces.version", "1.1.0", "1.2.0"),
                        new EffectChange("placements.web.settings.memory", "512", "768"));
    }

    @Test
    void whatRunsShouldStayTheSameWhileItReplacesSomethingElse() {
        assertThat(Samples.effect(1, 512).runs())
                .isEqualTo(Samples.effect(2, 512).runs())
                .isNotEqualTo(Samples.effect(1, 768).runs());
    }
}
