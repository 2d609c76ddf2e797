package dev.slipway.notification.notifier;

import dev.slipway.notification.Channel;
import dev.slipway.notification.ChannelKind;
import dev.slipway.notification.Notice;
import dev.slipway.notification.NotificationProperties;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.springframework.stereotype.Component;

/**
 * Email over SMTP. Messages of one thread refer to each other, so that mail programs show them together; the id of a
 * message is that of the notice, by which a second copy is known.
 */
@Component
class Mail implements Notifier {

    private static final String LIMIT = "10000"; // ms
    private static final int PERMANENT = 500;

    private final NotificationProperties.Mail settings;
    private final Http http;

    Mail(NotificationProperties properties, Http http) {
        this.settings = properties.mail();
        this.http = http;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.MAIL;
    }

    @Override
    public Receipt send(Channel.Destination to, Notice notice, Instant now) throws NotDelivered {
        if (settings.host() == null || settings.host().isBlank()) {
            throw NotDelivered.now("No mail server is configured: SLIPWAY_NOTIFICATION_MAIL_HOST");
        }
        var password =
                settings.password() == null || settings.password().isBlank() ? null : http.secret(settings.password());
        var session = Session.getInstance(properties(settings));
        try (var transport = (SMTPTransport) session.getTransport("smtp")) {
            var message = message(session, Objects.requireNonNull(to.address()), notice, now);
            transport.connect(settings.host(), settings.port(), settings.user(), password);
            transport.sendMessage(message, message.getAllRecipients());
            return new Receipt(String.valueOf(transport.getLastServerResponse()).strip(), null);
        } catch (SendFailedException e) {
            return partly(e);
        } catch (AddressException e) {
            throw NotDelivered.ever("That is no mail address: " + e.getMessage());
        } catch (MessagingException e) {
            throw NotDelivered.now("The mail server does not take it: " + plain(e));
        }
    }

    /** Whoever could be reached has it, and must not get it again. */
    private static Receipt partly(SendFailedException e) throws NotDelivered {
        if (e.getValidSentAddresses() != null && e.getValidSentAddresses().length > 0) {
            return new Receipt("sent, but not to " + names(e.getInvalidAddresses()), null);
        }
        var why = "The mail server refuses it: " + plain(e);
        var code = e instanceof SMTPSendFailedException send ? send.getReturnCode() : address(e);
        throw code >= PERMANENT ? NotDelivered.ever(why) : NotDelivered.now(why);
    }

    private static int address(SendFailedException e) {
        return e.getNextException() instanceof SMTPAddressFailedException failed ? failed.getReturnCode() : 0;
    }

    private static String names(Address[] addresses) {
        return Arrays.stream(addresses == null ? new Address[0] : addresses)
                .map(Address::toString)
                .collect(Collectors.joining(", "));
    }

    private static String plain(MessagingException e) {
        var next = e.getNextException();
        return String.valueOf(next == null ? e.getMessage() : next.getMessage()).strip();
    }

    private MimeMessage message(Session session, String to, Notice notice, Instant now) throws MessagingException {
        var words = notice.words();
        var domain = settings.from().replaceAll(".*@|[^A-Za-z0-9.-]", "");
        var message = new Identified(session, "<" + notice.id() + "@" + domain + ">");
        message.setFrom(new InternetAddress(settings.from()));
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to));
        message.setSubject(words.title().replaceAll("\\p{Cntrl}+", " "), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(now));
        var thread = "<" + notice.about().thread().replaceAll("[^A-Za-z0-9]", ".") + "@" + domain + ">";
        message.setHeader("In-Reply-To", thread);
        message.setHeader("References", thread);
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Slipway-Kind", notice.kind().key());
        message.setText(text(notice), StandardCharsets.UTF_8.name());
        return message;
    }

    private static String text(Notice notice) {
        var words = notice.words();
        var facts = words.facts().stream()
                .map(fact -> fact.name() + ": " + fact.value() + "\n")
                .collect(Collectors.joining());
        return words.title() + "\n\n"
                + (words.text().isEmpty() ? "" : words.text() + "\n\n")
                + (facts.isEmpty() ? "" : facts + "\n")
                + words.link().label() + ": " + words.link().url() + "\n";
    }

    private static Properties properties(NotificationProperties.Mail settings) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", LIMIT);
        properties.setProperty("mail.smtp.timeout", LIMIT);
        properties.setProperty("mail.smtp.writetimeout", LIMIT);
        properties.setProperty("mail.smtp.sendpartial", "true");
        properties.setProperty(
                "mail.smtp.auth",
                Boolean.toString(settings.user() != null && !settings.user().isBlank()));
        switch (settings.security()) {
            case NONE -> {}
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
                properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
            }
            case TLS -> {
                properties.setProperty("mail.smtp.ssl.enable", "true");
                properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
            }
        }
        return properties;
    }

    /** Keeps the id that it was given, where the library would make one of its own. */
    private static final class Identified extends MimeMessage {

        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
