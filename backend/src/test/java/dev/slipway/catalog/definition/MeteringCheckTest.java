package dev.slipway.catalog.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.LocatedProblem;
import dev.slipway.catalog.Metering;
import dev.slipway.catalog.Metering.Metric;
import dev.slipway.catalog.Metering.Source;
import dev.slipway.catalog.yaml.YamlSource;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.SecretReference;
import dev.slipway.target.Targets;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeteringCheckTest {

    private static final String COMPLETE = """
        project: demo
        prometheus:
          address: https://prometheus.example.org/shop
          token: {secret: "env:PROMETHEUS_TOKEN"}
        environments:
          dev: {}
        services:
          worker:
            metrics:
              cpu: sum(rate(cpu_seconds_total{service="{service}", env="{environment}"}[2m])) # cores
              latency: histogram_quantile(0.95, sum by (le) (rate(took_bucket{job=~"{project}-.{1,9}"}[5m])))
            queue:
              unit: jobs
              http: "http://{address}/queue?of={environment}"
              pointer: /waiting
            placements:
              dev: {target: process}
        """;

    private final DefinitionCheck check =
            new DefinitionCheck(new Targets(List.of(new FakeTarget())), List.of(new NamedStore("env")), List.of());

    @Test
    void completeMeteringShouldBeReadAsItIsWritten() {
        assertThat(problems(COMPLETE)).isEmpty();

        var service = ProjectDefinition.of(Canonical.of("demo", YamlSource.parse(COMPLETE)), 1)
                .project()
                .services()
                .getFirst();

        assertThat(service.metering().server())
                .isEqualTo(new Metering.Prometheus(
                        URI.create("https://prometheus.example.org/shop"),
                        SecretReference.parse("env:PROMETHEUS_TOKEN"),
                        null,
                        null));
        assertThat(service.metering().queries()).containsOnlyKeys(Metric.CPU, Metric.LATENCY);
        assertThat(service.metering().queue())
                .isEqualTo(new Metering.Queue(
                        "jobs", new Source.Http("http://{address}/queue?of={environment}", "/waiting", null)));
        assertThat(Metering.filled(
                        "a{service=\"{service}\",env=\"{environment}\"}", new PlacementKey("demo", "dev", "worker")))
                .isEqualTo("a{service=\"worker\",env=\"dev\"}");
    }

    @Test
    void unknownPlaceholderShouldBeToldWithItsLine() {
        assertThat(problems("""
            project: demo
            services:
              worker:
                metrics:
                  cpu: up
                  memory: used{service="{servce}"}
                queue: {http: "http://{adress}/queue", pointer: /n}
            """))
                .extracting(LocatedProblem::line, LocatedProblem::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(6, "services.worker.metrics.memory"),
                        org.assertj.core.groups.Tuple.tuple(7, "services.worker.queue.http"));
        assertThat(problems("""
            project: demo
            services:
              worker:
                metrics: {memory: 'used{service="{servce}"}'}
            """)).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).contains("{servce}");
            assertThat(problem.remedy()).contains("{service}");
        });
    }

    @Test
    void wrongTypesAndUnknownKeysShouldBeTold() {
        assertThat(problems("""
            project: demo
            prometheus: {adress: "https://p.example"}
            services:
              worker:
                metrics:
                  cpu: 12
                  disk: up
                queue: [1]
              other:
                metrics: none
            """)).extracting(LocatedProblem::line).containsExactlyInAnyOrder(2, 2, 6, 7, 8, 10);
    }

    @Test
    void queryThatIsNotWholeShouldBeRefusedBecauseItIsAskedTogetherWithOthers() {
        for (var query : List.of(
                "vector(0), \\\"x\\\", \\\"0\\\", \\\"\\\", \\\"\\\") or label_replace(vector(1)",
                "sum(rate(a[5m])",
                "a{b=\\\"c}",
                "(a]",
                "")) {
            assertThat(problems("project: demo\nservices:\n  w:\n    metrics: {cpu: \"" + query + "\"}\n"))
                    .as(query)
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.line()).isEqualTo(4));
        }
        for (var query : List.of("a{b=')('}", "a{b=`\\\\`}", "a # )", "a{b=\\\"\\\\\\\")\\\"}")) {
            assertThat(problems("project: demo\nservices:\n  w:\n    metrics: {cpu: \"" + query + "\"}\n"))
                    .as(query)
                    .isEmpty();
        }
    }

    @Test
    void queueShouldSayInOneWayHowToAsk() {
        assertThat(queue("{}")).singleElement().asString().contains("in one way");
        assertThat(queue("{promql: up, sqs: \"arn:aws:sqs:eu-central-1:123456789012:jobs\"}"))
                .singleElement()
                .asString()
                .contains("in one way");
        assertThat(queue("{http: \"http://q.example/n\"}"))
                .singleElement()
                .asString()
                .contains("where in the answer");
        assertThat(queue("{http: \"http://q.example/n\", pointer: n}"))
                .singleElement()
                .asString()
                .contains("begin with /");
        assertThat(queue("{http: \"ftp://q.example/n\", pointer: /n}"))
                .singleElement()
                .asString()
                .contains("begins with https://");
        assertThat(queue("{http: \"http://me:you@q.example/n\", pointer: /n}"))
                .singleElement()
                .asString()
                .contains("no password");
        assertThat(queue("{sqs: jobs}")).singleElement().asString().contains("ARN");
        assertThat(queue("{promql: up, pointer: /n}"))
                .singleElement()
                .asString()
                .contains("must come with http");
        assertThat(queue("{sqs: \"https://sqs.eu-central-1.amazonaws.com/123456789012/{service}\", role: r}"))
                .isEmpty();
        assertThat(queue("{promql: \"sum(depth)\", unit: jobs}")).isEmpty();
    }

    @Test
    void serverShouldHaveAnAddressAndOneSortOfCredentials() {
        assertThat(server("{token: {secret: \"env:T\"}}"))
                .singleElement()
                .asString()
                .contains("where Prometheus is");
        assertThat(server("{address: \"https://p.example\", token: s3cr3t}"))
                .singleElement()
                .asString()
                .contains("by reference")
                .doesNotContain("s3cr3t");
        assertThat(server("{address: \"https://p.example\", user: me}"))
                .singleElement()
                .asString()
                .contains("together");
        assertThat(server("{address: \"https://p.example\", token: {secret: \"vault:T\"}}"))
                .singleElement()
                .asString()
                .contains("no secret store");
        assertThat(server("{address: \"https://p.example\", user: me, password: {secret: \"env:P\"}}"))
                .isEmpty();
    }

    private List<String> queue(String queue) {
        return problems("project: demo\nservices:\n  w:\n    queue: " + queue + "\n").stream()
                .map(LocatedProblem::rule)
                .toList();
    }

    private List<String> server(String server) {
        return problems("project: demo\nprometheus: " + server + "\n").stream()
                .map(LocatedProblem::rule)
                .toList();
    }

    private List<LocatedProblem> problems(String yaml) {
        return check.check("demo", YamlSource.parse(yaml));
    }
}
