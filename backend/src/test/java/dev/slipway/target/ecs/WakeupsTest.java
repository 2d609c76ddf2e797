package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.PlacementNews;
import dev.slipway.testing.Await;
import dev.slipway.testing.BesideOthers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import simulator.Api;

/** Events of ECS, through EventBridge and a queue, have somebody look sooner; nothing depends on them. */
@BesideOthers
class WakeupsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String QUEUE = "slipway-ecs";

    private final EcsStage stage = new EcsStage();
    private final List<PlacementKey> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        PlacementNews news = told::add;
        stage.news.addBean("news", news);
        stage.settings("\"events\": {\"queue\": \"" + QUEUE + "\"}");
        stage.service().running(stage.reference("1.0.0"));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void anEventShouldTellOfThePlacementThatIsFollowed() {
        stage.cloud.in(EcsStage.PLACE).events().send("ECS Task State Change", QUEUE);
        stage.cloud.in(EcsStage.PLACE).events().send("ECS Deployment State Change", QUEUE);
        var id = stage.deploy("1.1.0");
        stage.until(id, () -> stage.told().contains("started with 1.1.0"));

        Await.until("the event is told of", LONG, () -> told.contains(EcsStage.KEY));
        Await.until(
                "what was told is taken off the queue",
                LONG,
                () -> stage.cloud.calls().count(Api.SQS, "DeleteMessageBatch") > 0);
        assertThat(stage.follow(id).verdict().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(told).containsOnly(EcsStage.KEY);
    }

    @Test
    void anEventOfAnotherServiceShouldTellNobody() {
        stage.cloud.in(EcsStage.PLACE).queues().queue(QUEUE);
        var id = stage.deploy("1.1.0");
        stage.until(id, () -> stage.told().contains("started with 1.1.0"));

        stage.cloud.in(EcsStage.PLACE).queues().send(QUEUE, """
            {"source": "aws.ecs", "region": "eu-central-1", "detail-type": "ECS Service Action",
             "resources": ["arn:aws:ecs:eu-central-1:123456789012:service/prod/other"], "detail": {}}\
            """);
        stage.cloud.in(EcsStage.PLACE).queues().send(QUEUE, "no event at all");
        Await.until(
                "both are taken off the queue",
                LONG,
                () -> stage.cloud.calls().count(Api.SQS, "DeleteMessageBatch") > 0);

        assertThat(told).isEmpty();
    }

    @Test
    void eventsThatAreLostShouldChangeNothing() {
        var id = stage.deploy("1.1.0");

        assertThat(stage.follow(id).verdict().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(told).isEmpty();
    }

    @Test
    void aQueueThatIsNotThereShouldChangeNothing() {
        stage.cloud.faults().on(Api.SQS).denied();
        var id = stage.deploy("1.1.0");

        assertThat(stage.follow(id).verdict().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }
}
