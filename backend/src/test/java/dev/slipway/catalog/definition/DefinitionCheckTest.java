package dev.slipway.catalog.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.DefinitionProblem;
import dev.slipway.catalog.DefinitionSection;
import dev.slipway.catalog.LocatedProblem;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.yaml.YamlSource;
import dev.slipway.target.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class DefinitionCheckTest {

    private final DefinitionCheck check = new DefinitionCheck(
            new Targets(List.of(new FakeTarget())),
            List.of(new NamedStore("env"), new NamedStore("file")),
            List.of(new Pipelines()));

    @Test
    void completeDefinitionShouldHaveNoProblems() {
        assertThat(problems("""
            project: demo
            title: Demo
            variables: {LOG_LEVEL: info, RATIO: 1.10, DEBUG: true, EMPTY: ""}
            environments:
              dev: {title: Development}
              staging: {promotesFrom: [dev], whenLocked: refuse}
              prod:
                promotesFrom: [staging]
            services:
              web:
                type: web
                owner: web team
                repository: https://git.example/web
                placements:
                  dev:
                    target: process
                    settings: {port: 8081}
                    variables: {DB_URL: {secret: "env:WEB_DEV_DB"}}
            pipelines: {}
            """)).isEmpty();
    }

    @Test
    void completeProtectionShouldHaveNoProblems() {
        assertThat(problems("""
            project: demo
            environments:
              dev: {}
              prod:
                promotesFrom: [dev]
                protection:
                  approval:
                    required: 2
                    groups: [release-managers]
                    mandatory: [security]
                    selfApproval: false
                    authorApproval: true
                    expiresAfter: PT72H
                  soak: 1h
                  verifiedUpstream: any
                  onFreeze: pause
                  external: [{name: change-board, url: "https://board.example/may", secret: "env:BOARD_KEY", signedAnswer: true}]
                  preChecks: true
                  hotfix: false
            """)).isEmpty();
    }

    @Test
    void checksShouldBeWeighedAndScheduledByEnvironment() {
        assertThat(problems("""
            project: demo
            environments:
              prod:
                checks:
                  schedule: 6h
                  severity: {image-non-root: block, "gate-*": warn, image-size: off}
              dev:
                checks: {schedule: "06:00"}
            """)).isEmpty();
        assertThat(problems("""
            project: demo
            environments:
              prod:
                checks:
                  schedule: hourly
                  severity: {image-size: fatal, "*": warn}
                  every: 1h
            """))
                .extracting(LocatedProblem::path)
                .containsExactlyInAnyOrder(
                        "environments.prod.checks.schedule",
                        "environments.prod.checks.severity.image-size",
                        "environments.prod.checks.severity.*",
                        "environments.prod.checks.every");
    }

    @Test
    void protectionShouldNameWhatIsWrongWithIt() {
        assertThat(problems("""
            project: demo
            environments:
              prod:
                protection:
                  approval: {required: 0, groups: ops, expiresAfter: soon}
                  soak: 1h
                  onFreeze: melt
                  external:
                    - {name: board, url: "ftp://board.example", secret: hunter2}
                    - {name: desk, url: "https://desk.example", signedAnswer: true}
                  preChecks: maybe
                  quorum: 2
            """))
                .extracting(LocatedProblem::path)
                .containsExactlyInAnyOrder(
                        "environments.prod.protection.approval.required",
                        "environments.prod.protection.approval.groups",
                        "environments.prod.protection.approval.expiresAfter",
                        "environments.prod.protection.soak",
                        "environments.prod.protection.onFreeze",
                        "environments.prod.protection.external.0.url",
                        "environments.prod.protection.external.0.secret",
                        "environments.prod.protection.external.1.signedAnswer",
                        "environments.prod.protection.preChecks",
                        "environments.prod.protection.quorum");
    }

    @Test
    void unknownKeyShouldNameTheNearestOne() {
        assertThat(problems("""
            project: demo
            enviroments:
              dev: {}
            services:
              web:
                tilte: Web
            """))
                .containsExactly(
                        problem(2, 1, "enviroments", "'enviroments' is not known here", "Did you mean 'environments'?"),
                        problem(6, 5, "services.web.tilte", "'tilte' is not known here", "Did you mean 'title'?"));
    }

    @Test
    void wrongTypesShouldBeReportedWhereTheValueIs() {
        assertThat(positions("""
            project: demo
            title: [a]
            environments:
              dev: production
              prod:
                promotesFrom: dev
            services:
              - web
            """))
                .containsExactly(
                        "2:1 title", "4:8 environments.dev", "6:19 environments.prod.promotesFrom", "7:1 services");
    }

    @Test
    void danglingReferencesShouldBeReported() {
        assertThat(problems("""
            project: demo
            environments:
              staging: {}
              prod:
                promotesFrom:
                  - stagin
            services:
              web:
                placements:
                  dev:
                    target: process
            """))
                .containsExactly(
                        problem(
                                6,
                                9,
                                "environments.prod.promotesFrom.0",
                                "There must be an environment 'stagin'",
                                "Did you mean 'staging'?"),
                        problem(
                                10,
                                7,
                                "services.web.placements.dev",
                                "There must be an environment 'dev'",
                                "Define it under environments, or name another"));
    }

    @Test
    void circleOfPromotionShouldBeReportedOnce() {
        assertThat(check.check("demo", YamlSource.parse("""
            project: demo
            environments:
              dev: {promotesFrom: [prod]}
              staging: {promotesFrom: [dev]}
              prod: {promotesFrom: [staging]}
            """))).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.column()).isEqualTo(9);
            assertThat(problem.rule())
                    .isEqualTo("Promotion must lead forward, but dev -> staging -> prod -> dev is a circle");
        });
    }

    @Test
    void environmentShouldNotBePromotedFromItself() {
        assertThat(positions("""
            project: demo
            environments:
              dev: {promotesFrom: [dev]}
            """)).containsExactly("3:9 environments.dev.promotesFrom");
    }

    @Test
    void secondPlacementOfAServiceInAnEnvironmentShouldBeReported() {
        assertThat(problems("""
            project: demo
            environments: {dev: {}}
            services:
              web:
                placements:
                  dev: {target: process}
                  dev: {target: process}
            """))
                .containsExactly(problem(
                        7,
                        7,
                        "services.web.placements.dev",
                        "A service must have one placement in an environment; 'dev' is placed on line 6 already",
                        "Merge the two placements, or remove one"));
    }

    @Test
    void doubledKeyShouldBeReportedAtItsSecondPlace() {
        assertThat(problems("""
            project: demo
            title: One
            title: Two
            """))
                .containsExactly(problem(
                        3, 1, "title", "'title' must be there once; it is on line 2 already", "Remove one of them"));
    }

    @Test
    void badNamesShouldBeReportedAtTheKey() {
        assertThat(positions("""
            project: demo
            variables:
              LOG-LEVEL: info
            environments:
              Dev: {}
            services:
              web_1: {}
            """))
                .containsExactly("3:3 variables.LOG-LEVEL", "5:3 environments.Dev", "7:3 services.web_1");
    }

    @Test
    void settingsShouldBeCheckedByTheirTarget() {
        assertThat(problems("""
            project: demo
            environments: {dev: {}, prod: {}}
            services:
              web:
                placements:
                  dev:
                    target: process
                    settings:
                      port: 99999
                      helth: {path: /}
                  prod:
                    target: proces
            """))
                .containsExactly(
                        problem(
                                9,
                                17,
                                "services.web.placements.dev.settings.port",
                                "must be a whole number from 1 to 65535",
                                "For example 8080."),
                        problem(
                                10,
                                11,
                                "services.web.placements.dev.settings.helth",
                                "is not a known setting",
                                "Did you mean 'health'?"),
                        problem(
                                12,
                                17,
                                "services.web.placements.prod.target",
                                "There is no target 'proces'",
                                "Did you mean 'process'?"));
    }

    @Test
    void secretShouldOnlyBeAReferenceAndNeverBeRepeated() {
        var problems = check.check("demo", YamlSource.parse("""
            project: demo
            variables:
              A: {secret: hunter2}
              B: {secret: "vault:db"}
              C: {value: x}
              D: [1]
              E:
            """));

        assertThat(problems)
                .extracting(LocatedProblem::line, LocatedProblem::path)
                .containsExactlyInAnyOrder(
                        tuple(3, "variables.A.secret"),
                        tuple(4, "variables.B.secret"),
                        tuple(5, "variables.C.value"),
                        tuple(5, "variables.C.secret"),
                        tuple(6, "variables.D"),
                        tuple(7, "variables.E"));
        assertThat(problems.toString()).doesNotContain("hunter2");
    }

    @Test
    void sectionShouldCheckItsOwnPart() {
        assertThat(problems("""
            project: demo
            pipelines:
              full:
                steps:
                  - {kind: deploy}
                  - {kind: bad}
            """))
                .containsExactly(
                        problem(6, 16, "pipelines.full.steps.1.kind", "There is no step kind 'bad'", "Use deploy"));
    }

    @Test
    void projectShouldBeTheOneItIsFor() {
        assertThat(problems("project: other\n"))
                .containsExactly(problem(
                        1,
                        10,
                        "project",
                        "It must be 'demo', the project this definition is for",
                        "Write project: demo, or send it to project other"));
        assertThat(positions("title: x\n")).containsExactly("1:1 project");
        assertThat(positions("")).containsExactly("1:1 project");
    }

    @Test
    void textThatIsNoYamlShouldBeReportedWhereReadingStopped() {
        assertThat(positions("project: demo\nservices:\n  web: {title: 'x\n"))
                .singleElement()
                .asString()
                .startsWith("4:1");
        assertThat(positions("project: demo\n\ttitle: x\n")).containsExactly("2:1 ");
        assertThat(positions("- a\n- b\n")).containsExactly("1:1 ");
        assertThat(positions("a: \u0007\n")).containsExactly("1:4 ");
    }

    @Test
    void bombsShouldBeRefusedAndNotExpanded() {
        var aliases = new StringBuilder("a0: &a0 [x, x, x]\n");
        for (var i = 1; i < 16; i++) {
            aliases.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }

        assertThat(problems(aliases.toString())).singleElement().asString().contains("values, aliases counted");
        assertThat(problems("[".repeat(100_000))).singleElement().asString().contains("nested at most");
        assertThat(problems("project: &p {a: *p}\n")).singleElement().asString().contains("nested at most");
    }

    @Test
    void allProblemsShouldBeToldAtOnceInReadingOrder() {
        assertThat(positions("""
            project: demo
            titel: x
            environments:
              dev: {whenLocked: wait}
              dev: {}
            services:
              web: {type: webb}
            """))
                .containsExactly(
                        "2:1 titel",
                        "4:21 environments.dev.whenLocked",
                        "5:3 environments.dev",
                        "7:15 services.web.type");
    }

    private static org.assertj.core.groups.Tuple tuple(int line, String path) {
        return org.assertj.core.api.Assertions.tuple(line, path);
    }

    private static LocatedProblem problem(int line, int column, String path, String rule, String remedy) {
        return new LocatedProblem(line, column, path, rule, remedy);
    }

    private List<LocatedProblem> problems(String yaml) {
        return check.check("demo", YamlSource.parse(yaml));
    }

    private List<String> positions(String yaml) {
        return problems(yaml).stream()
                .map(problem -> problem.line() + ":" + problem.column() + " " + problem.path())
                .toList();
    }

    /** Knows one step kind. */
    private static final class Pipelines implements DefinitionSection {

        @Override
        public String key() {
            return "pipelines";
        }

        @Override
        public List<DefinitionProblem> validate(Project project, JsonNode section) {
            return section.at("/full/steps/1/kind").asString("").equals("bad")
                    ? List.of(new DefinitionProblem("full.steps.1.kind", "There is no step kind 'bad'", "Use deploy"))
                    : List.of();
        }

        @Override
        public Mono<JsonNode> read(String project) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> write(String project, JsonNode section, Actor actor) {
            return Mono.empty();
        }
    }
}
