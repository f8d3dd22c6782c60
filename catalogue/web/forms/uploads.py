"""The form by which a spreadsheet is sent."""

from flask_wtf.file import FileField, FileRequired

from catalogue.web.forms.form import Form


class UploadForm(Form):
    table = FileField("表格文件", [FileRequired("请先选择填好的表格文件。")])
