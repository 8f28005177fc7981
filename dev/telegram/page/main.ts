document.title = "Telegram simulator";
