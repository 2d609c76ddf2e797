package dev.slipway.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Metering;
import dev.slipway.net.OutgoingHttp;
import dev.slipway.net.OutgoingProperties;
import dev.slipway.target.Secrets;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import tools.jackson.databind.json.JsonMapper;

/** Against a Prometheus that scrapes itself; runs where {@code PROMETHEUS_URL} says where it is. */
@EnabledIfEnvironmentVariable(named = "PROMETHEUS_URL", matches = "http.*")
class RealPrometheusTest {

    private final Metering.Prometheus server =
            new Metering.Prometheus(URI.create(System.getenv("PROMETHEUS_URL")), null, null, null);
    private final PrometheusServer prometheus =
            new PrometheusServer(new OutgoingHttp(OutgoingProperties.ANY), new Secrets(List.of()), JsonMapper.shared());

    @Test
    void questionsThatAreAskedTogetherShouldEachHaveTheirOwnAnswer() {
        var queries = new ArrayList<String>();
        for (var i = 0; i < 250; i++) {
            queries.add("vector(" + i + ") # of " + i);
        }

        var answers = prometheus.ask(server, queries);

        for (var i = 0; i < 250; i++) {
            assertThat(answers).containsEntry(queries.get(i), new Answer.Told(i));
        }
    }

    @Test
    void faultyScalarEmptyAndManyShouldBeToldApart() {
        var answers = prometheus.ask(
                server,
                List.of(
                        "sum(up)",
                        "3",
                        "up by",
                        "nothing_of_the_sort",
                        "vector(0)/vector(0)",
                        "prometheus_http_requests_total",
                        "up[1m]"));

        assertThat(answers).containsEntry("sum(up)", new Answer.Told(1)).containsEntry("3", new Answer.Told(3));
        assertThat(String.valueOf(answers.get("up by"))).contains("refuses the query", "parse error");
        assertThat(String.valueOf(answers.get("nothing_of_the_sort"))).contains("no result");
        assertThat(String.valueOf(answers.get("vector(0)/vector(0)"))).contains("NaN");
        assertThat(String.valueOf(answers.get("prometheus_http_requests_total")))
                .contains("results: put it into sum()");
        assertThat(String.valueOf(answers.get("up[1m]"))).contains("must answer one number");
    }
}
