package dev.slipway.target.ecs.check;

import dev.slipway.artifact.registry.Registries;
import dev.slipway.artifact.registry.RegistryUnavailable;
import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsClients;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.Finding;
import dev.slipway.target.Finding.Result;
import dev.slipway.target.SettingProblem;
import dev.slipway.target.ecs.EcsAdvice;
import dev.slipway.target.ecs.EcsSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Asks all checks of ECS at the same time, each within its own time; what cannot be told is unknown. */
@Component
public class EcsPreChecks implements EcsAdvice {

    private static final Duration LIMIT = Duration.ofSeconds(25);

    private final List<EcsCheck> checks;
    private final AwsClients clients;
    private final Registries registries;
    private final InstantSource clock;
    private final Duration limit;

    @Autowired
    public EcsPreChecks(List<EcsCheck> checks, AwsClients clients, Registries registries, Clock clock) {
        this(checks, clients, registries, clock, LIMIT);
    }

    /** @param limit how long each check may take */
    EcsPreChecks(
            List<EcsCheck> checks, AwsClients clients, Registries registries, InstantSource clock, Duration limit) {
        this.checks = checks.stream()
                .sorted(Comparator.comparing((EcsCheck check) -> check.rule().topic())
                        .thenComparing(check -> check.rule().code()))
                .toList();
        this.clients = clients;
        this.registries = registries;
        this.clock = clock;
        this.limit = limit;
    }

    /** Every check's finding, in the order people read them. */
    @Override
    public List<Finding> check(DeployOrder order) {
        var problems = EcsSettings.problems(order.revision().settings());
        if (!problems.isEmpty()) {
            return List.of(invalid(problems));
        }
        var settings = EcsSettings.of(order.revision().settings());
        var access = settings.place().access();
        return ask(new Facts(order, settings, new Clients(clients, registries, access), clock));
    }

    private List<Finding> ask(Facts facts) {
        var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("ecs-check-", 0).factory());
        try {
            var begin = System.nanoTime();
            var asked = checks.stream()
                    .map(check -> threads.submit(() -> check.ask(facts)))
                    .toList();
            return IntStream.range(0, checks.size())
                    .boxed()
                    .flatMap(i -> finding(checks.get(i).rule(), asked.get(i), begin))
                    .toList();
        } finally {
            // Not closed, which would wait for a check that does not listen.
            threads.shutdownNow();
        }
    }

    private Stream<Finding> finding(Rule rule, Future<Answer> asked, long begin) {
        try {
            var left = limit.toNanos() - (System.nanoTime() - begin);
            return told(rule, asked.get(Math.max(0, left), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Stream.of(unknown(rule, "no answer within " + limit.toSeconds() + " s"));
        } catch (ExecutionException e) {
            return Stream.of(unknown(rule, reason(e.getCause() == null ? e : e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Stream.of(unknown(rule, "the portal stopped asking"));
        } finally {
            asked.cancel(true);
        }
    }

    private static Stream<Finding> told(Rule rule, Answer answer) {
        return switch (answer) {
            case Answer.Holds holds -> Stream.of(finding(rule, Result.PASS, holds.evidence()));
            case Answer.Fails fails ->
                Stream.of(finding(
                        rule, rule.severity() == Rule.Severity.BLOCK ? Result.BLOCK : Result.WARN, fails.evidence()));
            case Answer.Warns warns -> Stream.of(finding(rule, Result.WARN, warns.evidence()));
            case Answer.Nothing _ -> Stream.empty();
        };
    }

    private static Finding finding(Rule rule, Result result, String evidence) {
        return new Finding(rule.code(), rule.title(), result, evidence, result == Result.PASS ? "" : rule.remedy());
    }

    private static Finding unknown(Rule rule, String why) {
        return new Finding(
                rule.code(),
                rule.title(),
                Result.UNKNOWN,
                "It cannot be told: " + why,
                "Let the portal's role ask, or check by hand: " + rule.remedy());
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case AwsServiceException refused -> Aws.told(refused);
            case RegistryUnavailable registry -> String.valueOf(registry.getMessage());
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }

    private static Finding invalid(List<SettingProblem> problems) {
        return new Finding(
                "settings-valid",
                "The placement's settings are valid",
                Result.BLOCK,
                problems.stream()
                        .map(problem -> problem.path() + " " + problem.rule())
                        .collect(Collectors.joining("; ")),
                problems.getFirst().remedy());
    }
}
