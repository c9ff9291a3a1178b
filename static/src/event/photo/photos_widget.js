import {
    Component,
    onWillStart,
    onWillUpdateProps,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { hasTouch } from "@web/core/browser/feature_detection";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { newToken } from "../event_form/sending";

const MODEL = "residence.event.photo";
const CONSENTS = [
    ["nobody", _t("Nobody recognisable")],
    ["signed", _t("Adults who signed")],
    ["private", _t("Not to be published")],
];

const MAX_SIDE = 1920; // pixels, as on the server
const QUALITY = 0.85;

/**
 * A photo as it is sent: a JPEG of at most 1920 pixels, upright, without the place where
 * it was taken; ten times lighter on a patchy network.
 *
 * @param {File} file
 * @returns {Promise<string | null>} base 64; null where the browser reads no photo in it
 */
async function shrink(file) {
    let bitmap = null;
    try {
        bitmap = await window.createImageBitmap(file, {
            imageOrientation: "from-image",
        });
    } catch {
        return null;
    }
    const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return canvas.toDataURL("image/jpeg", QUALITY).split(",")[1];
}

/**
 * « Photos »: two taps with a phone, and one answer for each. Sent at once, apart from
 * the form: what is typed there waits for nothing, and loses nothing.
 */
export class Photos extends Component {
    static template = "residence_community.Photos";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.input = useRef("input");
        this.consents = CONSENTS;
        this.hasCamera = hasTouch();
        // photos: {id, consent}; waiting: {token, image} that had no network
        this.state = useState({ photos: [], waiting: [], isSending: false });
        useExternalListener(window, "online", () => this.sendWaiting());
        onWillStart(() => {
            this.load(this.props.record.resId);
        });
        onWillUpdateProps(({ record }) => {
            if (record.resId !== this.loadedId) {
                this.load(record.resId);
            }
        });
    }

    get waitingText() {
        return _t(
            "No network: photos not sent yet: %s. Keep this page open, or add them again later.",
            this.state.waiting.length
        );
    }

    getUrl({ id }) {
        return `/web/image/${MODEL}/${id}/image/320x320`;
    }

    // not awaited: the bilan must not wait for its photos
    async load(eventId) {
        this.loadedId = eventId;
        this.state.photos = [];
        if (!eventId) {
            return;
        }
        try {
            const photos = await this.orm.silent.searchRead(
                MODEL,
                [["event_id", "=", eventId]],
                ["consent"]
            );
            if (this.loadedId === eventId) {
                this.state.photos = photos;
            }
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    }

    pick(withCamera) {
        this.input.el.toggleAttribute("capture", withCamera);
        this.input.el.click();
    }

    async onFiles(ev) {
        const files = [...ev.target.files];
        ev.target.value = "";
        const { record } = this.props;
        if (!files.length || (!record.resId && !(await record.save()))) {
            return;
        }
        for (const file of files) {
            const image = await shrink(file);
            if (image) {
                this.state.waiting.push({ token: newToken(), image });
            } else {
                this.notification.add(
                    _t(
                        "“%s” is no photo that can be read here. Send a JPEG or a PNG.",
                        file.name
                    ),
                    { type: "warning" }
                );
            }
        }
        await this.sendWaiting();
    }

    async sendWaiting() {
        const { record } = this.props;
        if (this.state.isSending || !record.resId) {
            return;
        }
        this.state.isSending = true;
        try {
            while (this.state.waiting.length) {
                const { token, image } = this.state.waiting[0];
                const params = [record.resId, token, image];
                const id = await this.orm.silent.call(MODEL, "add_photo", params);
                this.state.waiting.shift();
                this.state.photos.push({ id, consent: "private" });
            }
        } catch (error) {
            if (error instanceof RPCError) {
                this.state.waiting.shift(); // the server said why; the others may go
                throw error;
            }
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        } finally {
            this.state.isSending = false;
        }
    }

    async onConsent(photo, ev) {
        const former = photo.consent;
        photo.consent = ev.target.value;
        try {
            await this.orm.write(MODEL, [photo.id], { consent: photo.consent });
        } catch (error) {
            photo.consent = former;
            throw error;
        }
    }

    remove(photo) {
        this.dialog.add(ConfirmationDialog, {
            body: _t("Delete this photo? It cannot be brought back."),
            confirmLabel: _t("Delete"),
            confirm: async () => {
                await this.orm.unlink(MODEL, [photo.id]);
                this.state.photos = this.state.photos.filter(
                    ({ id }) => id !== photo.id
                );
            },
            cancel: () => null,
        });
    }
}

registry.category("view_widgets").add("residence_photos", { component: Photos });
