package dev.slipway;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import reactor.core.scheduler.Schedulers;

/** Starts the portal. Beans have the full names of their classes: two modules may call a thing of theirs the same. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class SlipwayApplication {

    public static void main(String[] args) {
        SpringApplication.run(SlipwayApplication.class, args);
        // Most of what the start left behind is dead and old: an idle portal would hold it until its heap is full.
        // Not at once, because somebody waits for the first answer.
        Schedulers.boundedElastic().schedule(System::gc, 5, TimeUnit.SECONDS);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
