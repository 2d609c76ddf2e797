package simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import simulator.Api;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** One-off tasks as documented, seen through the SDK. */
class TaskTest {

    private final EcsCloud cloud = new EcsCloud();

    @BeforeEach
    void service() {
        cloud.service().desired(1).running(cloud.reference(cloud.first));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aCommandShouldEndWithItsExitCodeAndItsLines() {
        cloud.ecs
                .images()
                .command(
                        "user@",
                        "migrate",
                        Behaviour.exits(3, Duration.ofSeconds(5)).printing("Migrating", "Failed"));

        var task = run("token").tasks().getFirst();
        cloud.until(() -> now(task).lastStatus().equals("STOPPED"));

        assertThat(now(task)).satisfies(stopped -> {
            assertThat(stopped.containers().getFirst().exitCode()).isEqualTo(3);
            assertThat(stopped.stopCodeAsString()).isEqualTo("EssentialContainerExited");
            assertThat(stopped.stoppedReason()).isEqualTo("Essential container in task exited");
        });
    }

    @Test
    void theSameTokenShouldRunItOnceEvenWhenTheAnswerWasLost() {
        cloud.cloud.faults().on(Api.ECS, "RunTask").times(1).answerLost();
        assertThatThrownBy(() -> run("token")).hasCauseInstanceOf(SdkClientException.class);

        var again = run("token").tasks().getFirst().taskArn();

        assertThat(run("token").tasks().getFirst().taskArn()).isEqualTo(again);
        assertThat(cloud.client
                        .listTasks(request -> request.cluster("prod").startedBy("job-1"))
                        .join()
                        .taskArns())
                .containsExactly(again);
        assertThatThrownBy(() -> cloud.client
                        .runTask(request -> request.cluster("prod")
                                .taskDefinition("user")
                                .clientToken("token")
                                .networkConfiguration(
                                        network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-a"))))
                        .join())
                .hasCauseInstanceOf(ConflictException.class);
    }

    @Test
    void missingCapacityShouldBeAFailureInTheAnswer() {
        cloud.ecs.capacity(1);

        var answer = run("token");

        assertThat(answer.tasks()).isEmpty();
        assertThat(answer.failures().getFirst().reason()).startsWith("Capacity is unavailable");
    }

    @Test
    void aTaskThatIsTakenAwayShouldHaveNoExitCode() {
        cloud.ecs.images().command("user@", "migrate", Behaviour.interrupted(Duration.ofSeconds(5)));

        var task = run("token").tasks().getFirst();
        cloud.until(() -> now(task).lastStatus().equals("STOPPED"));

        assertThat(now(task).containers().getFirst().exitCode()).isNull();
        assertThat(now(task).stopCodeAsString()).isEqualTo("SpotInterruption");
    }

    @Test
    void aStoppedTaskShouldVanishAfterAnHour() {
        cloud.ecs.images().command("user@", "migrate", Behaviour.exits(0, Duration.ofSeconds(5)));
        var task = run("token").tasks().getFirst();
        cloud.until(() -> now(task).lastStatus().equals("STOPPED"));

        cloud.cloud.clock().advance(Duration.ofMinutes(61));

        assertThat(cloud.client
                        .describeTasks(request -> request.cluster("prod").tasks(task.taskArn()))
                        .join()
                        .failures()
                        .getFirst()
                        .reason())
                .isEqualTo("MISSING");
    }

    @Test
    void aMissingSecretShouldKeepATaskFromStarting() {
        cloud.ecs
                .service("prod", "other")
                .alone()
                .container(container -> container.secrets(secret -> secret.name("PASSWORD")
                        .valueFrom(EcsCloud.PLACE.arn("secretsmanager", "secret:nowhere-abcdef"))))
                .create(cloud.reference(cloud.first));
        cloud.cloud.clock().advance(Duration.ofSeconds(30));

        var stopped = cloud.client
                .listTasks(
                        request -> request.cluster("prod").serviceName("other").desiredStatus("STOPPED"))
                .join()
                .taskArns();
        assertThat(cloud.client
                        .describeTasks(request -> request.cluster("prod").tasks(stopped))
                        .join()
                        .tasks()
                        .getFirst()
                        .stoppedReason())
                .startsWith("ResourceInitializationError: unable to pull secrets");
    }

    private RunTaskResponse run(String token) {
        return cloud.client
                .runTask(request -> request.cluster("prod")
                        .taskDefinition("user")
                        .clientToken(token)
                        .startedBy("job-1")
                        .overrides(overrides -> overrides.containerOverrides(
                                container -> container.name("user").command("migrate")))
                        .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets("subnet-a"))))
                .join();
    }

    private Task now(Task task) {
        return cloud.client
                .describeTasks(request -> request.cluster("prod").tasks(task.taskArn()))
                .join()
                .tasks()
                .getFirst();
    }
}
