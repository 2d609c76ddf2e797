package dev.slipway.notification.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.slipway.notification.Channel;
import dev.slipway.notification.Kind;
import dev.slipway.notification.Notices;
import dev.slipway.notification.NotificationProperties;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real SMTP server inside this JVM. */
class MailTest extends NotifierContract {

    private final GreenMail server = new GreenMail(setup());
    private int port;
    private String to = "team@example.org, ops@example.org";

    private static ServerSetup setup() {
        var setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(60_000); // ms; a loaded machine takes its time
        return setup;
    }

    @BeforeEach
    void start() {
        server.setUser("slipway@example.org", "slipway", "hunter2");
        server.getManagers().getUserManager().setAuthRequired(true);
        server.start();
        port = server.getSmtp().getPort();
        secrets.put("smtp", "hunter2");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Override
    Notifier notifier() {
        return new Mail(
                new NotificationProperties(
                        Duration.ZERO,
                        Duration.ofDays(3),
                        Duration.ofDays(30),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        URI.create("https://slack.com/api"),
                        new NotificationProperties.Mail(
                                "127.0.0.1",
                                port,
                                "slipway",
                                "test:smtp",
                                "Slipway <slipway@example.org>",
                                NotificationProperties.Security.NONE)),
                http);
    }

    @Override
    Channel.Destination destination() {
        return new Channel.Destination(to, null);
    }

    @Override
    String received() {
        return GreenMailUtil.getBody(server.getReceivedMessages()[0]);
    }

    @Override
    void refuseForNow() {
        secrets.put("smtp", "wrong");
    }

    @Override
    void refuseForGood() {
        to = "nobody@";
    }

    @Override
    void goDown() {
        server.stop();
    }

    @Test
    void messagesOfOneJobShouldReferToEachOther() throws Exception {
        notifier().send(destination(), Notices.of("msg_1", Kind.JOB_REQUESTED, "job/12", "Asked for"), Notices.NOW);
        notifier().send(destination(), Notices.of("msg_2", Kind.JOB_ENDED, "job/12", "Failed"), Notices.NOW);

        var mails = server.getReceivedMessages();
        assertThat(mails).hasSize(4); // two people, two messages
        assertThat(mails).extracting(m -> m.getHeader("References")[0]).containsOnly("<job.12@example.org>");
        assertThat(mails)
                .extracting(m -> m.getHeader("Message-ID")[0])
                .containsOnly("<msg_1@example.org>", "<msg_2@example.org>");
        assertThat(mails[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void titleShouldNotBreakOutOfItsHeader() throws Exception {
        var title = "Deploy\r\nBcc: eve@example.org\r\n\r\nhello";
        notifier().send(destination(), Notices.of("msg_1", Kind.JOB_ENDED, "job/12", title), Notices.NOW);

        var mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("Deploy Bcc: eve@example.org hello");
        assertThat(mail.getHeader("Bcc")).isNull();
    }
}
