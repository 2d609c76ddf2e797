package dev.slipway.catalog.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.yaml.YamlSource;
import org.junit.jupiter.api.Test;

class PromotionOrderTest {

    @Test
    void environmentShouldComeAfterThoseItIsPromotedFrom() {
        assertThat(order("{prod: {promotesFrom: [staging]}, staging: {promotesFrom: [dev]}, dev: {}, lab: {}}")
                        .keys())
                .containsExactly("dev", "staging", "prod", "lab");
    }

    @Test
    void diamondShouldNotBeACircle() {
        var order = order("{d: {promotesFrom: [b, c]}, c: {promotesFrom: [a]}, b: {promotesFrom: [a]}, a: }");

        assertThat(order.cycles()).isEmpty();
        assertThat(order.keys()).containsExactly("a", "b", "c", "d");
    }

    private static PromotionOrder order(String yaml) {
        return PromotionOrder.of(YamlSource.parse(yaml).root());
    }
}
